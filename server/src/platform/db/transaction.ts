import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { asRefusal } from './failure.ts'
import { prepared } from './prepared.ts'

/** `*` sees every county: for the system alone. */
export type DbScope = '*' | CountyCode | readonly CountyCode[]

/** A transaction under way: drizzle for the chapters, the driver for what platform writes itself. */
export type Open = { db: NodePgDatabase; client: pg.PoolClient }

export type Limits = {
  /** Statement and lock timeout. */
  limitMs?: number | undefined
}

const usualLimitMs = 10_000
/** What a transaction as a whole may take, beyond the limit of one statement, before its connection is cut. */
const graceMs = 700

const opened = new WeakMap<pg.PoolClient, Open>()

/**
 * One transaction. Opening is one round trip: begin, scope and limits together. A connection that dies or does
 * not answer is cut, and what was asked is refused as unavailable: whether it was committed is then unknown, and
 * the repeat with the same key finds out.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  at: { scope: DbScope } & Limits,
  work: (open: Open) => Promise<T>,
): Promise<T> {
  const limitMs = at.limitMs ?? usualLimitMs
  const opening = `begin; set local veghe.scope = '${scopeText(at.scope)}'; set local statement_timeout = ${limitMs}; set local lock_timeout = ${limitMs}`
  const client = await pool.connect().catch((error: unknown) => {
    throw asRefusal(error)
  })
  let isCut = false
  const deadline = setTimeout(
    () => {
      isCut = true
      client.release(true)
    },
    limitMs * (at.limitMs ? 1 : 3) + graceMs,
  )
  try {
    await client.query(opening)
    const done = await work(openOn(client))
    await client.query('commit')
    clearTimeout(deadline)
    if (!isCut) client.release()
    return done
  } catch (error) {
    clearTimeout(deadline)
    if (isCut) throw new Refusal('unavailable')
    await rollBack(client)
    throw asRefusal(error)
  }
}

function openOn(client: pg.PoolClient): Open {
  const known = opened.get(client)
  if (known) return known
  const open = { client, db: drizzle(prepared(client), { casing: 'snake_case' }) }
  opened.set(client, open)
  return open
}

/** A connection that cannot even roll back is thrown away. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch {
    client.release(true)
  }
}

/** The codes stand in the statement's text, so each is parsed again here, wherever it came from. */
function scopeText(scope: DbScope): string {
  if (scope === '*') return '*'
  const codes = typeof scope === 'string' ? [scope] : scope
  return codes.map((code) => CountyCode.parse(code)).join(',')
}
