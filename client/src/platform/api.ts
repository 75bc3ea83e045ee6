import { type Action, type Api, api } from '@veghe/shared/api.ts'
import type { Reply } from '@veghe/shared/kernel/contract.ts'
import { Refusal, type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'

export type Query = { [A in Action]: Api[A]['kind'] extends 'query' ? A : never }[Action]
export type Command = Exclude<Action, Query>
export type Asked<A extends Action> = z.input<Api[A]['input']>
export type Answered<A extends Action> = Reply<Api[A]>

const Problem = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).default({}) })

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatus, code)

/** The request never reached the server or its answer never came back: nobody knows whether it was done. */
export class NoAnswer extends Error {}

/** Asks a question. Throws a `Refusal`, or `NoAnswer` when the server cannot be reached. */
export async function ask<A extends Query>(action: A, input: Asked<A>, signal?: AbortSignal) {
  return await post(action, input, signal ? { signal } : {})
}

/** Sends a command once, under this key. `act` in `commands.ts` is what screens use: it also repeats. */
export const sendOnce = <A extends Command>(action: A, input: Asked<A>, key: string): Promise<Answered<A>> =>
  post(action, input, { headers: { 'Idempotency-Key': key } })

async function post<A extends Action>(
  action: A,
  input: Asked<A>,
  extra: { signal?: AbortSignal; headers?: Record<string, string> },
): Promise<Answered<A>> {
  const response = await reach(`/api/${action}`, {
    ...extra,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...extra.headers },
    body: JSON.stringify(input),
    credentials: 'same-origin',
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusalIn(body, response.status)
  return api[action].reply.parse(body) as Answered<A> // parsed by this very action's schema; TypeScript loses the link
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new NoAnswer('no answer', { cause })
  }
}

function refusalIn(body: unknown, status: number): Error {
  const problem = Problem.safeParse(body)
  if (problem.success && isRefusalCode(problem.data.code)) {
    return new Refusal(problem.data.code, problem.data.details)
  }
  // A gateway's own page: the product behind it did not speak.
  if (status >= 502) return new NoAnswer(`status ${status}`)
  return new Refusal(status === 401 ? 'not_signed_in' : 'bug', { status })
}
