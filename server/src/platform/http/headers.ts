import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { type Config, gatewayOf } from '../config.ts'

const own = ["'self'"]

const policy = {
  defaultSrc: own,
  scriptSrc: own,
  styleSrc: own,
  imgSrc: own,
  fontSrc: own,
  connectSrc: own,
  workerSrc: own,
  manifestSrc: own,
  // A recording is played from memory and lies nowhere.
  mediaSrc: [...own, 'blob:'],
  formAction: own,
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/**
 * Nothing from elsewhere, nothing inline, nobody frames us, no address of ours goes to another site. Only a desk's
 * sound goes to the carrier, for calls by telephone.
 */
export const strictHeaders = (config: Pick<Config, 'twilio' | 'carrierUrl'>): RequestHandler => {
  const gateway = gatewayOf(config)
  const carrier = gateway ? [new URL(gateway).origin] : ['wss://*.twilio.com', 'https://*.twilio.com']
  return headersWith({ ...policy, connectSrc: [...own, ...carrier] })
}

/** The reference page's style sheet draws its arrows with images written into it. */
export const docsHeaders = (): RequestHandler => headersWith({ ...policy, imgSrc: [...own, 'data:'] })

function headersWith(directives: Record<string, string[]>): RequestHandler {
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
  })
  return (req, res, next) => {
    res.setHeader(
      'Permissions-Policy',
      'camera=(), payment=(), usb=(), geolocation=(self), microphone=(self)',
    )
    set(req, res, next)
  }
}
