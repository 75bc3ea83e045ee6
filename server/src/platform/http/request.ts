import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import type { Actor } from '../context.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'

/** Who asks, from the headers alone; null for a stranger. The identity chapter brings it. */
export type Identify = (headers: Headers) => Promise<Actor | null>

type Noted = { id: string; action: string; actor: Actor['kind'] | 'stranger' }
const notes = new WeakMap<IncomingMessage, Noted>()

/** What the request's one line in the log shall say, for those who find out on the way. */
export const noteRequest = (req: IncomingMessage, noted: Partial<Noted>): void => {
  const known = notes.get(req)
  if (known) Object.assign(known, noted)
}

export const requestIdOf = (req: IncomingMessage): string => notes.get(req)?.id ?? ''

/** One line a request: what was asked, how it ended, how long it took, what kind of actor. */
export function traced(log: Log, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const from = performance.now()
    const noted: Noted = { id: randomUUID(), action: 'page', actor: 'stranger' }
    notes.set(req, noted)
    res.setHeader('X-Request-Id', noted.id)
    res.once('finish', () => {
      const ms = performance.now() - from
      metrics.actionSeconds.observe({ action: noted.action, status: res.statusCode }, ms / 1000)
      if (noted.action === 'page') return
      const { id, action, actor } = noted
      log.info({ request: id, action, status: res.statusCode, ms: Math.round(ms * 10) / 10, actor })
    })
    next()
  }
}

export function headersOf(headers: IncomingHttpHeaders): Headers {
  const given = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(':') || value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) given.append(name, one)
  }
  return given
}
