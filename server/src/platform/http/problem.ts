import { Refusal, type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { failureOf } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { requestIdOf } from './request.ts'

/** RFC 9457. `code` is what the client turns into a sentence; a bug says nothing but the id to look for. */
export type Problem = {
  type: 'about:blank'
  title: string
  status: number
  code: RefusalCode
  details: Record<string, unknown>
}

export function problemOf(code: RefusalCode, details: Record<string, unknown>): Problem {
  return { type: 'about:blank', title: code, status: refusalStatus[code], code, details }
}

/** What the body parser throws: too much, or not JSON. */
const ParserFailure = z.object({ type: z.string(), status: z.number() })

function understood(failure: unknown): Refusal | null {
  if (failure instanceof Refusal) return failure
  const parser = ParserFailure.safeParse(failure).data
  if (!parser || parser.status >= 500) return null
  return parser.type === 'entity.too.large' ? new Refusal('too_large') : new Refusal('bad_input')
}

export function refuseWith(res: Response, refusal: Refusal): void {
  const problem = problemOf(refusal.code, refusal.details)
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** The last stop of every request that failed. */
export function problems(log: Log, metrics: Metrics): ErrorRequestHandler {
  return (failure: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) return next(failure)
    const refusal = understood(failure)
    if (refusal && refusal.code !== 'bug') {
      metrics.refusals.inc({ code: refusal.code })
      return refuseWith(res, refusal)
    }
    const id = requestIdOf(req)
    metrics.bugs.inc()
    log.error({ err: failureOf(failure), request: id, reason: refusal?.details.reason }, 'bug')
    return refuseWith(res, new Refusal('bug', { id }))
  }
}
