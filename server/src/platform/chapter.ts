import type { Action, Api, PushBody, PushName } from '@veghe/shared/api.ts'
import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { Scope } from '@veghe/shared/identity/identity.codes.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Router } from 'express'
import type { Redis } from 'ioredis'
import type { z } from 'zod'
import type { Config } from './config.ts'
import type { Actor, Ctx, Fact } from './context.ts'
import type { Fields } from './crypto/fields.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** What stands outside a transaction and lives as long as the process. */
export type World = {
  config: Config
  log: Log
  metrics: Metrics
  redis: Redis
  /** Goes before every key, followed by a separator of your own. */
  redisPrefix: string
  /** Outside of a transaction; inside, take them from the context. */
  fields: Fields
  now: () => Date
  /** Opens a transaction as this actor, runs the work, commits, pushes, hands on what is for later. */
  transact: <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, options?: TransactOptions) => Promise<T>
}

/**
 * `limitMs` is the statement and lock timeout: 800 for webhooks, so that the carrier may retry. `right` is what
 * the permission table gives; without it a person, key or the carrier has `county`, the system `national`.
 */
export type TransactOptions = {
  limitMs?: number
  scope?: CountyCode | '*' | readonly CountyCode[]
  right?: Scope
  /** Goes past the commands that wait for a connection. */
  onlyLooks?: boolean
}

/**
 * How an action is carried out. The plain form runs in one transaction. `before` runs outside of it and hands
 * its finding to `run`; `undo` takes back what `before` did when `run` refuses or fails. `alike` is for a query
 * whose answer is the same for everybody of a county who has the same right: many who ask at once share one reading.
 */
export type Handler<A extends Action, B = unknown> =
  | ((ctx: Ctx, input: Input<Api[A]>) => Promise<Answer<Api[A]>>)
  | {
      before(world: World, actor: Actor, input: Input<Api[A]>): Promise<B>
      run(ctx: Ctx, input: Input<Api[A]>, found: B): Promise<Answer<Api[A]>>
      undo(world: World, found: B): Promise<void>
    }
  | { alike(ctx: Ctx, input: Input<Api[A]>): Promise<Answer<Api[A]>> }

export type Handlers = { [A in Action]: Handler<A> }

/**
 * Work for later. The payload holds ids only. `before` is for what must not sit inside a transaction, such as
 * asking the carrier; what it finds is handed to `run`, which writes it down. Both may be repeated after a crash
 * between them; `run` alone happens once.
 */
export type Job<P extends z.ZodType = z.ZodType, B = unknown> = {
  name: string
  payload: P
  /** Tries before the job is parked for a person to look at. */
  attempts: number
  before?(world: World, payload: z.output<P>): Promise<B>
  // Methods, so that a list can hold jobs of different payloads.
  run(ctx: Ctx, payload: z.output<P>, found: B): Promise<void>
}

/** fact → own command, in the same transaction. `records` lists the facts it may cause: a test refuses cycles. */
export type Reaction = {
  on: FactKind
  records: readonly FactKind[]
  run: (ctx: Ctx, fact: Fact) => Promise<void>
}

/** How other processes read an entry that only its id was published of, and how a digest is made. */
export type Board<P extends PushName = PushName> = {
  push: P
  /** The entry as its readers may see it, and the staff who may see it by `own` right. */
  read: (ctx: Ctx, id: string) => Promise<{ body: PushBody<P>; to?: readonly StaffId[] } | null>
  /** The entries that both sides count; the screen's board says the same in its own words. Absent: no digest. */
  stamps?: (ctx: Ctx, county: CountyCode) => Promise<{ id: string; version: number; changedAt: Date }[]>
}

/** Work the worker repeats from Postgres alone, so that a lost job is made again. */
export type Sweep = { name: string; everyMs: number; run: (world: World) => Promise<void> }

/** A screen that is connected: the only thing a client says over the socket is that it is there. */
export type Presence = { actor: Extract<Actor, { kind: 'person' }>; socketId: string; contactId?: ContactId }

export type Chapter = {
  name: string
  handlers?: Partial<{ [A in Action]: Handler<A> }>
  boards?: readonly Board[]
  jobs?: readonly Job[]
  reactions?: readonly Reaction[]
  sweeps?: readonly Sweep[]
  webhooks?: (world: World) => Router
  /** Outbox rows of these names are handed here by the relay instead of to BullMQ. */
  relays?: Readonly<Record<string, (world: World, payload: Record<string, unknown>) => Promise<void>>>
  /** A screen says, every few seconds, that it is there and which contact it shows. */
  present?: (world: World, presence: Presence) => Promise<void>
  /** A screen's socket has closed. */
  left?: (world: World, presence: Presence) => Promise<void>
  /** Runs once when the process starts, after the engines answer. */
  start?: (world: World) => Promise<void>
  /** Runs once when the process is asked to stop, before it stops answering: leases go back. */
  stop?: (world: World) => Promise<void>
}
