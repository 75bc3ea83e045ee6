import type { z } from 'zod'

/**
 * One line of the contract: what is asked and what is answered. A query changes nothing and is refused an
 * idempotency key; a command changes something once, however often it is sent.
 */
export type Endpoint<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  kind: 'query' | 'command'
  input: I
  reply: R
}

export type Input<E extends Endpoint> = z.output<E['input']>
export type Reply<E extends Endpoint> = z.output<E['reply']>
/** What a handler hands back: dates still dates, before the reply schema presents it. */
export type Answer<E extends Endpoint> = z.input<E['reply']>

export const query = <I extends z.ZodType, R extends z.ZodType>(e: { input: I; reply: R }) =>
  ({ kind: 'query', ...e }) as const

export const command = <I extends z.ZodType, R extends z.ZodType>(e: { input: I; reply: R }) =>
  ({ kind: 'command', ...e }) as const

/**
 * A push tells a board that one of its entries changed. `heardBy` names the query whose readers may hear it:
 * who may look may listen. The body is the whole entry, with `id` and `version`.
 */
export type Push<A extends string = string, B extends z.ZodType = z.ZodType> = { heardBy: A; body: B }
export const push = <A extends string, B extends z.ZodType>(e: Push<A, B>) => e
