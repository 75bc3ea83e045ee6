import { hostname } from 'node:os'
import type pg from 'pg'

/** What the watchdog listens for. `relay` beats only while rows are in fact handed over. */
export type Beating = 'web' | 'worker' | 'relay' | 'watchdog'

const processName = `${hostname()} ${process.pid}`

export async function beat(pool: pg.Pool, kind: Beating, now: Date): Promise<void> {
  await pool.query({
    name: 'heartbeat.beat',
    text: `insert into heartbeats (kind, process, at) values ($1, $2, $3)
      on conflict (kind, process) do update set at = excluded.at`,
    values: [kind, processName, now],
  })
}

/** The newest beat of each kind, from whatever process. */
export async function lastBeats(pool: pg.Pool): Promise<Partial<Record<string, Date>>> {
  const { rows } = await pool.query<{ kind: string; at: Date }>(
    'select kind, max(at) as at from heartbeats group by kind',
  )
  return Object.fromEntries(rows.map((row) => [row.kind, row.at]))
}

export async function forgetBeats(pool: pg.Pool, before: Date): Promise<void> {
  await pool.query('delete from heartbeats where at < $1', [before])
}
