import { minutes } from '@veghe/shared/kernel/time.ts'
import twilio from 'twilio'
import { type Config, gatewayOf } from '../platform/config.ts'
import { accountOf } from './account.ts'
import { type Desk, deskName } from './desk.ts'

const { AccessToken } = twilio.jwt
const goodForMs = minutes(60)

/** What a desk's browser shows the carrier to come into a call, and where the carrier is. */
export type Line = {
  token: string
  /** The stand-in's own address; null where the carrier is the real one, which the browser's library knows. */
  gateway: string | null
}

/** Lets this desk call in, and nobody call the desk. */
export function lineOf(config: Config, desk: Desk): Line {
  const { accountSid, apiKey, apiSecret, twimlAppSid } = accountOf(config)
  const token = new AccessToken(accountSid, apiKey, apiSecret, {
    identity: deskName(desk),
    ttl: goodForMs / 1000,
  })
  const grant = { outgoingApplicationSid: twimlAppSid, incomingAllow: false }
  token.addGrant(new AccessToken.VoiceGrant(grant))
  return { token: token.toJwt(), gateway: gatewayOf(config) }
}
