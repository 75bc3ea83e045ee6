import { hostname } from 'node:os'
import type pg from 'pg'
import { withClient } from './db/transaction.ts'

/** What the watchdog listens for. `relay` beats only while rows are in fact handed over. */
export type Beating = 'web' | 'worker' | 'relay' | 'watchdog'

const askWithinMs = 3_000
const processName = `${hostname()} ${process.pid}`

export async function beat(pool: pg.Pool, kind: Beating, now: Date): Promise<void> {
  const text = `insert into heartbeats (kind, process, at) values ($1, $2, $3)
    on conflict (kind, process) do update set at = excluded.at`
  await withClient(pool, askWithinMs, (client) =>
    client.query({ name: 'heartbeat.beat', text, values: [kind, processName, now] }),
  )
}

/** The newest beat of each kind, from whatever process. */
export async function lastBeats(pool: pg.Pool): Promise<Partial<Record<string, Date>>> {
  const text = 'select kind, max(at) as at from heartbeats group by kind'
  const { rows } = await withClient(pool, askWithinMs, (client) =>
    client.query<{ kind: string; at: Date }>(text),
  )
  return Object.fromEntries(rows.map((row) => [row.kind, row.at]))
}

export async function forgetBeats(pool: pg.Pool, before: Date): Promise<void> {
  await withClient(pool, askWithinMs, (client) =>
    client.query('delete from heartbeats where at < $1', [before]),
  )
}
