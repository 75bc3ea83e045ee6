import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Action, type Api, api } from '@veghe/shared/api.ts'
import type { Reply } from '@veghe/shared/kernel/contract.ts'
import { Refusal, type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'

export type Sent<A extends Action> = z.input<Api[A]['input']>

/** Somebody at a screen, asking over HTTP with their own cookie. */
export type Desk = {
  name: string
  cookie: string
  asks: <A extends Action>(action: A, input: Sent<A>) => Promise<Reply<Api[A]>>
  /**
   * A command, sent again under the same key until it is certain what became of it, as a screen does. Throws the
   * `Refusal`, or `Unanswered` when patience has run out.
   */
  does: <A extends Action>(action: A, input: Sent<A>, key?: string) => Promise<Reply<Api[A]>>
}

export type Where = {
  /** The webs that run, the one to be tried first in front. */
  urls: () => readonly string[]
  origin: string
  patienceMs?: number
}

/** Nobody could say what became of it. */
export class Unanswered extends Error {}

const answerWithinMs = 6_000
const usualPatienceMs = 120_000

const isCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatus, code)
const Problem = z.object({ code: z.string().refine(isCode), details: z.record(z.string(), z.unknown()) })

export function openDesk(
  member: { name: string; cookie: string },
  { urls, origin, patienceMs = usualPatienceMs }: Where,
): Desk {
  const ask = async (url: string, action: Action, input: unknown, key?: string): Promise<unknown> => {
    const response = await fetch(`${url}/api/${action}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin, cookie: member.cookie },
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const body: unknown = await response.json()
    if (response.ok) return body
    const problem = Problem.safeParse(body).data
    throw problem ? new Refusal(problem.code, problem.details) : new Error(`answered ${response.status}`)
  }
  const persist = async (action: Action, input: unknown, key?: string): Promise<unknown> => {
    const until = performance.now() + patienceMs
    for (let tries = 0; performance.now() < until; tries++) {
      const running = urls()
      const url = running[tries % Math.max(1, running.length)]
      try {
        if (url) return await ask(url, action, input, key)
      } catch (error) {
        if (isFinal(error)) throw error
      }
      await pause(Math.min(100 * (tries + 1), 500))
    }
    throw new Unanswered(action)
  }
  const parsed = <A extends Action>(action: A, body: unknown) =>
    api[action].reply.parse(body) as Reply<Api[A]> // parsed by this very action's schema; TypeScript loses the link
  return {
    ...member,
    asks: async (action, input) => parsed(action, await persist(action, input)),
    does: async (action, input, key = randomUUID()) => parsed(action, await persist(action, input, key)),
  }
}

/** Everything else, from a broken connection to "not now", leaves open whether it was done, or asks for patience. */
const isFinal = (error: unknown): boolean =>
  error instanceof Refusal && error.code !== 'too_many' && refusalStatus[error.code] < 500
