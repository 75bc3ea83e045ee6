import { timingSafeEqual } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import { strikes } from '../faults.ts'
import type { Network } from '../network.ts'
import { DocumentRefused } from '../twiml/read.ts'
import { callOperations } from './calls.ts'
import { conferenceOperations } from './conferences.ts'
import { errorBody, RestRefusal } from './errors.ts'
import type { Handler, Reply } from './handler.ts'
import { MEDIA_HOST, mediaAt, mediaOf } from './media.ts'
import { mediaOperations } from './messages.media.ts'
import { messageOperations } from './messages.ts'
import { readSpecification } from './openapi.ts'
import { queueOperations } from './queues.ts'
import { recordingOperations } from './recordings.ts'
import { type Checked, check, checkReply, type Incoming, match } from './requests.ts'

/** Everything the stand-in plays. Any other operation of Twilio's is answered 501, never with a guess. */
const played: Record<string, Handler> = {
  ...callOperations,
  ...messageOperations,
  ...mediaOperations,
  ...queueOperations,
  ...conferenceOperations,
  ...recordingOperations,
}

/** Twilio spreads its API over several hosts; a client turned this way says which one it meant. */
const OWN_HOST = 'api.twilio.com'

const spec = readSpecification(new URL('../twilio-oai/twilio_api_v2010.json', import.meta.url))

const asRefusal = { 429: 20429, 500: 20500, 503: 20503 } as const

/** The REST API at Twilio's own paths. Requests and our own replies are both held to Twilio's document. */
export function restApi(net: Network): Router {
  const router = express.Router()
  router.use((req, res, next) => {
    if (req.get('x-twilio-host') !== MEDIA_HOST) return next()
    send(
      res,
      refusing(net, () => mediaAt(net, incomingOf(req))),
    )
  })
  router.use('/2010-04-01', express.text({ type: 'application/x-www-form-urlencoded', limit: '64kb' }))
  router.use('/2010-04-01', (req, res) => {
    const about = { method: req.method, path: pathOf(req) }
    if (strikes(net.faults, 'stallRest')) {
      net.journal.record({ what: 'rest.unanswered', ...about, isDone: false })
      return
    }
    const reply = answer(net, req)
    if (strikes(net.faults, 'muteRest')) {
      net.journal.record({ what: 'rest.unanswered', ...about, isDone: true })
      return
    }
    const code = 'code' in reply.body && typeof reply.body.code === 'number' ? reply.body.code : undefined
    net.journal.record({ what: 'rest.answered', ...about, status: reply.status, code })
    send(res, reply)
  })
  return router
}

function answer(net: Network, req: Request): Reply {
  return refusing(net, () => {
    authenticate(net, req)
    if (strikes(net.faults, 'failRest')) throw new RestRefusal(asRefusal[net.faults.failRestWith])
    return serve(net, incomingOf(req), req.get('x-twilio-host') ?? OWN_HOST)
  })
}

function refusing(net: Network, serves: () => Reply): Reply {
  try {
    return serves()
  } catch (error) {
    if (error instanceof RestRefusal) return { status: error.status, body: errorBody(error) }
    if (error instanceof DocumentRefused)
      return { status: 400, body: errorBody({ code: error.code, status: 400, message: error.message }) }
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    net.journal.record({ what: 'bug', reason })
    return { status: 500, body: errorBody(new RestRefusal(20500, reason.split('\n')[0])) }
  }
}

function serve(net: Network, incoming: Incoming, host: string): Reply {
  const media = host === OWN_HOST ? mediaOf(net, incoming) : undefined
  if (media) return media
  const found = host === OWN_HOST ? match(spec, incoming) : undefined
  if (!found || found.path.AccountSid !== net.account.accountSid) {
    throw new RestRefusal(20404, `The requested resource ${incoming.path} was not found`)
  }
  const { checked, errors } = check(spec, found, incoming)
  if (errors.length > 0) throw new RestRefusal(20001, errors.join('; '))
  const handler = played[found.operation.id]
  if (!handler) throw new RestRefusal(20501, `The stand-in does not play ${found.operation.id}`)
  refuseUnplayed(handler, checked)
  const reply = handler.serve(net, checked)
  const broken = checkReply(spec, found.operation, reply)
  if (broken.length > 0) throw new Error(`${found.operation.id} answered wrongly: ${broken.join('; ')}`)
  return reply
}

function refuseUnplayed(handler: Handler, { operation, query, form }: Checked): void {
  const unplayed = [...query.keys(), ...form.keys()].filter((name) => !handler.plays.includes(name))
  if (unplayed.length > 0) {
    throw new RestRefusal(20501, `The stand-in does not play ${unplayed.join(', ')} of ${operation.id}`)
  }
}

function incomingOf(req: Request): Incoming {
  const url = new URL(req.originalUrl, 'http://localhost')
  const body = typeof req.body === 'string' ? req.body : ''
  return { method: req.method, path: url.pathname, query: url.searchParams, form: new URLSearchParams(body) }
}

function pathOf(req: Request): string {
  return req.originalUrl.split('?')[0] ?? ''
}

/** Basic authentication with the account and its token, or with an API key and its secret. */
function authenticate(net: Network, req: Request): void {
  const { accountSid, authToken, apiKey, apiSecret } = net.account
  const [scheme, sent = ''] = (req.headers.authorization ?? '').split(' ')
  const given = scheme === 'Basic' ? Buffer.from(sent, 'base64').toString('utf8') : ''
  const accepted = [`${accountSid}:${authToken}`, `${apiKey}:${apiSecret}`]
  if (!accepted.some((pair) => isSame(pair, given))) throw new RestRefusal(20003)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function send(res: Response, reply: Reply): void {
  const { content, location } = reply
  if (content) res.status(reply.status).type(content.type)
  if (content && reply.isStalled) res.write(content.bytes.subarray(0, content.bytes.length / 2))
  else if (content) res.send(content.bytes)
  else if (location) res.redirect(reply.status, location)
  else if (reply.status === 204) res.status(204).end()
  else res.status(reply.status).json(reply.body)
}
