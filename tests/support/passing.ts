import type { Opened } from '@veghe/server/platform/world.ts'
import { runSql } from './databases.ts'
import type { TestDatabase } from './engines.ts'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `'90s'`, `'2m'`, `'3h'`, `'1d'` in milliseconds. */
export function lengthOf(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? []
  const ms = units[unit ?? '']
  if (!count || !ms) throw new Error(`Not a length of time: ${text}`)
  return Number(count) * ms
}

/** `'10:00'` is that time (UTC) on the day of `now`; anything else is an ISO instant. */
export function instantOf(text: string, now: Date): Date {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  if (!hours || !minutes) return new Date(text)
  const day = new Date(now)
  day.setUTCHours(Number(hours), Number(minutes), 0, 0)
  return day
}

/** When the next piece of work becomes due, if that is not after `until`. */
export async function nextDue(database: TestDatabase, until: Date): Promise<Date | null> {
  const rows = await runSql<{ at: Date }>(
    database.superUrl,
    `select run_at as at from outbox where done_at is null and parked_at is null and run_at <= $1
      order by run_at limit 1`,
    [until.toISOString()],
  )
  return rows[0]?.at ?? null
}

/** More rounds than any chain of jobs needs; a job that asks for itself at once would turn for ever. */
const mostRounds = 100

/** Hands over the relay's rows and does the jobs that are due, until nothing is left. */
export async function settleAll({ relay, jobs, chapters, world }: Opened): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    await relay.drain()
    if ((await jobs.runOverdue(0)) > 0) continue
    for (const chapter of chapters) for (const sweep of chapter.sweeps ?? []) await sweep.run(world)
    await relay.drain()
    if ((await jobs.runOverdue(0)) === 0) return
  }
  throw new Error('Jobs ask for one another without end.')
}
