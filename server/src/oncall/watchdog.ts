import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type pg from 'pg'
import type { World } from '../platform/chapter.ts'
import { beat, lastBeats } from '../platform/heartbeat.ts'
import { failureOf } from '../platform/log.ts'
import { type Repeating, repeat } from '../platform/repeat.ts'
import { callWithWords } from '../telephony/watch.ts'
import { phoneOnDuty, watchOnce } from './watch.ts'

const everyMs = 2_000
/** One watchdog at a time tells; the others wait for its database connection to end. */
const leaderLock = 119_119
/** A silence at start is not one: worker and relay are given time to say the first word. */
const quietAtStartMs = 20_000

/**
 * Watches from Postgres alone, in a process of its own, and calls the duty officer by its own path: no Redis, no
 * BullMQ, no outbox and no web process of ours stands between it and the telephone.
 */
export function openWatchdog(world: World, pool: pg.Pool): { close: () => Promise<void> } {
  const startedAt = world.now().getTime()
  let leader: pg.PoolClient | null = null

  /** Holds a connection for as long as this process leads; when it breaks, somebody else may. */
  const lead = async (): Promise<boolean> => {
    if (leader) return true
    const client = await pool.connect()
    let isHeld = true
    const letGo = () => {
      if (isHeld) client.release(true)
      isHeld = false
      if (leader === client) leader = null
    }
    // A connection that breaks may say so more than once, and an unheard word would end the process.
    client.on('error', letGo)
    try {
      const { rows } = await client.query<{ led: boolean }>('select pg_try_advisory_lock($1) as led', [
        leaderLock,
      ])
      if (!rows[0]?.led) {
        letGo()
        return false
      }
    } catch (error) {
      letGo()
      throw error
    }
    leader = client
    return true
  }

  const round = async (): Promise<void> => {
    if (!(await lead())) return
    await beat(pool, 'watchdog', world.now())
    if (world.now().getTime() - startedAt < quietAtStartMs) return
    const beats = await lastBeats(pool)
    const counties = await world.transact({ kind: 'system' }, (ctx) => watchOnce(ctx, beats))
    for (const county of counties) await callDutyOfficer(world, county)
  }

  const timer: Repeating = repeat({ name: 'watch', everyMs, run: round }, world.log)
  return {
    close: async () => {
      await timer.stop()
      leader?.release(true)
    },
  }
}

async function callDutyOfficer(world: World, county: CountyCode): Promise<void> {
  const phone = await world.transact({ kind: 'system' }, (ctx) => phoneOnDuty(ctx, county))
  if (!phone) {
    world.log.error({ county }, 'nobody to call')
    return
  }
  try {
    await callWithWords(world, phone)
  } catch (error) {
    world.log.error({ county, err: failureOf(error) }, 'the duty officer could not be called')
  }
}
