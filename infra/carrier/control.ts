import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { FaultChange } from './faults.ts'
import { type NewMedia, readMedia, WrittenMedia } from './media.ts'
import type { Network } from './network.ts'
import * as phones from './phones.ts'
import { NotPossible } from './phones.ts'
import { keepFallback } from './reserve.ts'
import { scenarioActs } from './scenarios/acts.ts'
import type { Stage } from './scenarios/stage.ts'
import { DocumentRefused } from './twiml/read.ts'

type Body = Record<string, unknown>

/** One thing the command line, the page or a test may ask of the network. */
type Act = (net: Network, body: Body) => object | Promise<object>

const acts: Record<string, Act> = {
  call: (net, body) =>
    phones.placeCall(net, {
      from: needed(body, 'from'),
      to: optional(body, 'to'),
      headers: headersOf(body),
      hum: humOf(body),
    }),
  'hang-up': (net, body) => phones.hangUp(net, whichOf(body)),
  press: (net, body) => phones.press(net, whichOf(body), needed(body, 'digits')),
  say: (net, body) => phones.say(net, whichOf(body), needed(body, 'words')),
  talk: (net, body) => phones.talk(net, whichOf(body), offerOf(body)),
  answer: (net, body) => phones.answer(net, whichOf(body), body.machine === true ? 'machine' : 'human'),
  decline: (net, body) => phones.decline(net, whichOf(body)),
  text: (net, body) => {
    const media = mediaIn(body)
    const words = media.length > 0 ? (optional(body, 'body') ?? '') : needed(body, 'body')
    return phones.sendText(net, { from: needed(body, 'from'), body: words, media })
  },
  phone: (net, body) => phones.phone(net, needed(body, 'phone')),
  phones: (net) => ({ line: net.account.number, phones: phones.phones(net) }),
  journal: (net, body) => ({ entries: net.journal.since(sinceOf(body)) }),
  counts: (net, body) => phones.counts(net, sinceOf(body)),
  fallback: (net, body) => keepFallback(net, optional(body, 'document') ?? null),
  faults: (net, body) => Object.assign(net.faults, faultsOf(body)),
}

/** What drives the network, as JSON under `/control/`. Everything is a POST, so no number stands in an address. */
export function controlApi(net: Network, stage: Stage): Router {
  const router = express.Router()
  router.use('/control', refuseStrangers, express.json({ limit: '24mb' }))
  router.post('/control/:act', async (req, res) => {
    const { act: name } = req.params
    if (Object.hasOwn(acts, name)) res.json(await acts[name]?.(net, bodyOf(req)))
    else if (Object.hasOwn(scenarioActs, name)) res.json(await scenarioActs[name]?.(stage, bodyOf(req)))
    else throw new NotPossible(`The network does not know how to "${name}".`)
  })
  router.use('/control', (error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof NotPossible || error instanceof DocumentRefused)
      res.status(409).json({ error: error.message })
    else next(error)
  })
  return router
}

/**
 * A page of another site, open in a browser on this machine, could post here. It cannot set this content type without
 * asking first, and it cannot name this host.
 */
function refuseStrangers(req: Request, res: Response, next: NextFunction): void {
  const isOurs = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(req.headers.host ?? '')
  if (isOurs && req.is('application/json')) next()
  else res.status(403).json({ error: 'The network is driven from this machine only, with JSON.' })
}

function bodyOf(req: Request): Body {
  const body: unknown = req.body
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {}
}

function optional(body: Body, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function needed(body: Body, name: string): string {
  const value = optional(body, name)
  if (value === undefined) throw new NotPossible(`"${name}" is missing.`)
  return value
}

function whichOf(body: Body): phones.Which {
  const which = { sid: optional(body, 'sid'), phone: optional(body, 'phone') }
  if (!which.sid && !which.phone) throw new NotPossible('Say which call: by "sid" or by "phone".')
  return which
}

function sinceOf(body: Body): Date | undefined {
  const since = optional(body, 'since')
  if (since === undefined) return undefined
  const instant = new Date(since)
  if (Number.isNaN(instant.getTime())) throw new NotPossible(`"${since}" is no instant.`)
  return instant
}

function headersOf(body: Body): Record<string, string> | undefined {
  if (typeof body.headers !== 'object' || body.headers === null) return undefined
  return Object.fromEntries(Object.entries(body.headers).map(([name, value]) => [name, String(value)]))
}

/** Its last line ends as all do, whatever was trimmed. */
function offerOf(body: Body): string | undefined {
  const offer = optional(body, 'offer')
  return offer === undefined ? undefined : `${offer}\r\n`
}

function humOf(body: Body): number | undefined {
  const hum = optional(body, 'hum')
  if (hum === undefined) return undefined
  const hertz = Number(hum)
  if (!(hertz >= 100 && hertz <= 3_400)) throw new NotPossible('A telephone carries notes of 100 to 3400 Hz.')
  return hertz
}

function mediaIn(body: Body): NewMedia[] {
  const read = WrittenMedia.safeParse(body.media ?? [])
  if (!read.success) throw new NotPossible('A text carries up to ten files, each with its content in base64.')
  return readMedia(read.data)
}

function faultsOf(body: Body): FaultChange {
  const asked = FaultChange.safeParse(body)
  if (asked.success) return asked.data
  const [issue] = asked.error.issues
  throw new NotPossible(`No such fault: ${[...(issue?.path ?? []), issue?.message].join(' ')}.`)
}
