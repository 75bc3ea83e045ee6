import { setTimeout as pause } from 'node:timers/promises'
import { FactBody } from '@veghe/shared/audit/facts.codes.ts'
import type { Scope } from '@veghe/shared/identity/identity.codes.ts'
import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { newId } from '@veghe/shared/kernel/ids.ts'
import type pg from 'pg'
import type { Reaction, TransactOptions, World } from './chapter.ts'
import type { About, Actor, Ctx, Fact } from './context.ts'
import type { Fields } from './crypto/fields.ts'
import { isCollision } from './db/failure.ts'
import { type DbScope, inTransaction, type Open } from './db/transaction.ts'
import type { Log } from './log.ts'
import { failureOf } from './log.ts'
import { addToOutbox, type Later, type OutboxRow } from './outbox.ts'
import type { Told } from './tell.ts'

export type TransactParts = {
  pool: pg.Pool
  /** For transactions that only look. */
  lookers: pg.Pool
  now: () => Date
  fields: Fields
  log: Log
  reactions: readonly Reaction[]
  /** Stores facts, all in one statement. The audit chapter brings it: platform does not know its table. */
  record: (ctx: Ctx, facts: readonly Fact[]) => Promise<void>
  /** After commit, best effort. */
  push: (told: readonly Told[]) => void
  /** After a commit that left work for later: the rows as they were stored. */
  hand: (rows: readonly OutboxRow[]) => void
  /** After commit: ends the sockets of these people, in every process. */
  cutOff: (staff: readonly StaffId[]) => void
}

/** More would mean that reactions feed each other. */
const mostFacts = 500
const mostTries = 3

type Gathered = {
  ctx: Ctx
  open: Open
  facts: Fact[]
  stored: number
  reacted: number
  jobs: Later[]
  added: OutboxRow[]
  told: Told[]
  cutOff: StaffId[]
  after: (() => void | Promise<void>)[]
}

const gatheredOf = new WeakMap<Ctx, Gathered>()

/** The driver's own connection inside of this transaction, for statements platform and audit write themselves. */
export function clientOf(ctx: Ctx): pg.PoolClient {
  return gatheringOf(ctx).open.client
}

/** Writes the facts gathered so far, so that a query in the same transaction sees them. */
export async function storeFacts(ctx: Ctx, record: TransactParts['record']): Promise<void> {
  const gathered = gatheringOf(ctx)
  const unstored = gathered.facts.slice(gathered.stored)
  gathered.stored = gathered.facts.length
  if (unstored.length > 0) await record(ctx, unstored)
}

function gatheringOf(ctx: Ctx): Gathered {
  const gathered = gatheredOf.get(ctx)
  if (!gathered) throw new Error('This context does not come from a transaction.')
  return gathered
}

/** Whoever gives way lets the other one through first: starting at once, both would meet again. */
const apart = (tries: number): number => tries * (10 + Math.random() * 40)

export function openTransact(parts: TransactParts): World['transact'] {
  return async (actor, work, options = {}) => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(parts, { actor, options }, work)
      } catch (error) {
        if (tries === mostTries || !isCollision(error)) throw error
        await pause(apart(tries))
      }
    }
  }
}

async function once<T>(
  parts: TransactParts,
  { actor, options }: { actor: Actor; options: TransactOptions },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  let gathered: Gathered | undefined
  const scope = options.scope ?? scopeOf(actor)
  const pool = options.onlyLooks ? parts.lookers : parts.pool
  const answer = await inTransaction(pool, { scope, limitMs: options.limitMs }, async (open) => {
    gathered = gather(parts, { actor, right: options.right ?? rightOf(actor) }, open)
    const done = await work(gathered.ctx)
    await react(parts, gathered)
    await storeFacts(gathered.ctx, parts.record)
    gathered.added = await addToOutbox(open.client, gathered.jobs, gathered.ctx.now)
    return done
  })
  if (gathered) afterCommit(parts, gathered)
  return answer
}

/** The system sees every county; everyone else the one they act for. */
const scopeOf = (actor: Actor): DbScope => (actor.kind === 'system' ? '*' : actor.county)

/** Where no permission was looked up: jobs, webhooks, start-up. */
const rightOf = (actor: Actor): Scope => (actor.kind === 'system' ? 'national' : 'county')

function gather(
  parts: TransactParts,
  { actor, right }: { actor: Actor; right: Scope },
  open: Open,
): Gathered {
  const now = parts.now()
  const ctx: Ctx = {
    db: open.db,
    actor,
    right,
    now,
    fields: parts.fields,
    tell: (push, body, where) => {
      gathered.told.push({ push, body, county: where.county, to: where.to ?? [] })
    },
    later: (job) => {
      gathered.jobs.push(job)
    },
    happened: async (kind, about) => {
      if (gathered.facts.length >= mostFacts) throw new Error('Reactions cause each other without end.')
      const fact = factOf(actor, { id: newId(now, gathered.facts.length), now }, { ...about, kind })
      gathered.facts.push(fact)
      return fact
    },
    afterCommit: (work) => {
      gathered.after.push(work)
    },
    cutOff: (staffId) => {
      gathered.cutOff.push(staffId)
    },
  }
  const gathered: Gathered = {
    ...{ ctx, open, facts: [], stored: 0, reacted: 0 },
    ...{ jobs: [], added: [], told: [], cutOff: [], after: [] },
  }
  gatheredOf.set(ctx, gathered)
  return gathered
}

function factOf(
  actor: Actor,
  { id, now }: { id: string; now: Date },
  about: About & Pick<Fact, 'kind'>,
): Fact {
  const county = about.county ?? countyOf(actor)
  if (!county) throw new Error(`The system must say which county ${about.kind} belongs to.`)
  const body = FactBody.parse(about.body ?? {})
  return { ...about, id, body, county, at: about.at ?? now, recordedAt: now }
}

const countyOf = (actor: Actor): CountyCode | undefined =>
  actor.kind === 'system' ? undefined : actor.county

/** In the order the facts happened, and for each in list order; a reaction's own facts come after. */
async function react(parts: TransactParts, gathered: Gathered): Promise<void> {
  for (;;) {
    const fact = gathered.facts[gathered.reacted]
    if (!fact) return
    gathered.reacted += 1
    for (const reaction of parts.reactions) {
      if (reaction.on !== fact.kind) continue
      const before = gathered.facts.length
      await reaction.run(gathered.ctx, fact)
      refuseUnlisted(reaction, gathered.facts.slice(before))
    }
  }
}

/** The test that looks for circles believes the lists, so they must be true. */
function refuseUnlisted(reaction: Reaction, caused: readonly Fact[]): void {
  const unlisted = caused.find((fact) => !reaction.records.includes(fact.kind))
  if (unlisted) throw new Error(`The reaction to ${reaction.on} does not list ${unlisted.kind}.`)
}

/** The commit stands whatever happens here, so nothing here may fail the request. */
function afterCommit(parts: TransactParts, gathered: Gathered): void {
  try {
    if (gathered.told.length > 0) parts.push(gathered.told)
    if (gathered.added.length > 0) parts.hand(gathered.added)
    if (gathered.cutOff.length > 0) parts.cutOff(gathered.cutOff)
  } catch (error) {
    parts.log.error({ err: failureOf(error) }, 'push failed')
  }
  for (const work of gathered.after) {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => parts.log.error({ err: failureOf(error) }, 'work after commit failed'))
  }
}
