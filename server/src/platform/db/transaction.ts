import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { asRefusal, isLinkFailure } from './failure.ts'
import { prepared } from './prepared.ts'

/** `*` sees every county: for the system alone. */
export type DbScope = '*' | CountyCode | readonly CountyCode[]

/** A transaction under way: drizzle for the chapters, the driver for what platform writes itself. */
export type Open = { db: NodePgDatabase; client: pg.PoolClient }

export type Limits = {
  /** Statement and lock timeout. */
  limitMs?: number | undefined
}

const usualLimitMs = 5_000
/** What a transaction may take beyond the limit of one statement, before its connection is cut. */
const graceMs = 700

const opened = new WeakMap<pg.PoolClient, Open>()

/**
 * One transaction. Opening is one round trip: begin, scope and limits together. Whether it was committed when the
 * connection died is unknown; it is refused as unavailable, and the repeat with the same key finds out.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  at: { scope: DbScope } & Limits,
  work: (open: Open) => Promise<T>,
): Promise<T> {
  const limitMs = at.limitMs ?? usualLimitMs
  const opening = `begin; set local veghe.scope = '${scopeText(at.scope)}'; set local statement_timeout = ${limitMs}; set local lock_timeout = ${limitMs}`
  return withClient(pool, limitMs + graceMs, async (client) => {
    try {
      await client.query(opening)
      const done = await work(openOn(client))
      await client.query('commit')
      return done
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}

/**
 * A connection for as long as the work takes, but no longer than `withinMs`: then it is cut, since a server behind
 * a dead link never answers and a query has no other end. Failures of the link become refusals.
 */
export async function withClient<T>(
  pool: pg.Pool,
  withinMs: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asRefusal(error)
  })
  let isOut = true
  const release = (broken: boolean) => {
    if (isOut) client.release(broken)
    isOut = false
  }
  // A connection that breaks while nothing is asked of it must not end the process.
  client.on('error', ignore)
  const deadline = setTimeout(() => release(true), withinMs)
  try {
    const done = await work(client)
    release(false)
    return done
  } catch (error) {
    const wasCut = !isOut
    release(isLinkFailure(error))
    throw wasCut ? new Refusal('unavailable') : asRefusal(error)
  } finally {
    clearTimeout(deadline)
    client.off('error', ignore)
  }
}

/** Outside of a transaction and without a scope: only tables that belong to no county answer. */
export const readAlone = <T>(
  pool: pg.Pool,
  withinMs: number,
  work: (db: NodePgDatabase) => Promise<T>,
): Promise<T> => withClient(pool, withinMs, (client) => work(openOn(client).db))

const ignore = (): void => {}

function openOn(client: pg.PoolClient): Open {
  const known = opened.get(client)
  if (known) return known
  const open = { client, db: drizzle(prepared(client), { casing: 'snake_case' }) }
  opened.set(client, open)
  return open
}

/** The codes stand in the statement's text, so each is parsed again here, wherever it came from. */
function scopeText(scope: DbScope): string {
  if (scope === '*') return '*'
  const codes = typeof scope === 'string' ? [scope] : scope
  return codes.map((code) => CountyCode.parse(code)).join(',')
}
