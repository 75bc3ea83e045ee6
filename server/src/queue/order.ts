import { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import { graceMs } from '@veghe/shared/queue/presence.rules.ts'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { failureOf } from '../platform/log.ts'
import * as store from './entries.store.ts'
import * as redis from './queue.redis.ts'

/*
 * Keeps the order in Redis the same as the entries that wait in Postgres: row by row as they change, whole when
 * Redis has lost its memory, and compared every few seconds in case either went wrong.
 */

const system = { kind: 'system' } as const

const Gone = z.object({ county: CountyCode, contactId: ContactId, version: z.int() })
const Waiting = Gone.extend({ score: z.number(), notFor: z.array(StaffId) })

/** Outbox rows that the relay hands here instead of to BullMQ. */
export const relays = {
  'queue.put': async (world: World, payload: Record<string, unknown>): Promise<void> => {
    const { county, ...line } = Waiting.parse(payload)
    if ((await redis.put(world, county, line)) === 'rebuild') rebuildSoon(world, county)
  },
  'queue.drop': async (world: World, payload: Record<string, unknown>): Promise<void> => {
    const { county, ...gone } = Gone.parse(payload)
    if ((await redis.drop(world, county, gone)) === 'rebuild') rebuildSoon(world, county)
  },
}

/** In the background: whoever noticed serves from Postgres meanwhile. The sweep tries again if this fails. */
export function rebuildSoon(world: World, county: CountyCode): void {
  rebuild(world, county).catch((error: unknown) => {
    world.log.warn({ err: failureOf(error), county }, 'order not rebuilt')
  })
}

const mostRounds = 5

/**
 * Builds a county's order from Postgres and then says that it is whole. One process at a time, by a lock in
 * Postgres, which is why Redis is spoken to inside of a transaction here: nothing is written in it. False when
 * another process is at it.
 */
export async function rebuild(world: World, county: CountyCode): Promise<boolean> {
  return world.transact(
    system,
    async (ctx) => {
      if (!(await store.lockRebuild(ctx, county))) return false
      for (let round = 0; round < mostRounds; round++) {
        if (await redis.isWhole(world, county)) return true
        const token = await redis.beginRebuild(world, county)
        await agree(world, ctx, county)
        const graceUntil = after(world.now(), graceMs)
        if (await redis.finishRebuild(world, county, { token, graceUntil })) return true
      }
      throw new Error('Redis was emptied again and again while the order was being built.')
    },
    { scope: county },
  )
}

/** Changes younger than this are on their way and are no disagreement. */
const settledMs = seconds(2)

/**
 * Makes Redis say what Postgres says, and returns on how many settled entries they disagreed. Redis is read first:
 * what changes in between carries a newer version, and the older word is refused.
 */
async function agree(world: World, ctx: Ctx, county: CountyCode): Promise<number> {
  const listed = new Map((await redis.list(world, county)).map((line) => [line.contactId, line]))
  const waiting = await store.waitingEntries(ctx, county)
  const stays = new Set(waiting.map(({ contactId }) => contactId))
  const absent = [...listed.keys()].filter((contactId) => !stays.has(contactId))
  const known = new Map((await store.versionsOf(ctx, absent)).map((row) => [row.contactId, row]))
  // One that waits again since the list was read brings its own row.
  const gone = absent.filter((contactId) => known.get(contactId)?.state !== 'waiting')
  const since = after(world.now(), -settledMs)

  const puts = waiting.filter((entry) => {
    const line = listed.get(entry.contactId)
    return line?.version !== entry.version || line.score !== entry.score
  })
  const results = await Promise.all([
    ...puts.map(async ({ changedAt, ...line }) => ({
      was: await redis.put(world, county, line),
      settled: changedAt < since,
    })),
    ...gone.map(async (contactId) => {
      const row = known.get(contactId)
      const version = row?.version ?? listed.get(contactId)?.version ?? 1
      return {
        was: await redis.drop(world, county, { contactId, version }),
        settled: !row || row.changedAt < since,
      }
    }),
  ])
  return results.filter(({ was, settled }) => was !== 'old' && settled).length
}

/** Every county with a post or an entry that lives: whole, and in agreement with Postgres. */
export async function reconcile(world: World): Promise<void> {
  const counties = await world.transact(system, (ctx) => store.countiesInUse(ctx))
  for (const county of counties) {
    if (!(await redis.isWhole(world, county))) {
      await rebuild(world, county)
      continue
    }
    const drift = await world.transact(system, (ctx) => agree(world, ctx, county), { scope: county })
    world.metrics.drift.set({ county }, drift)
  }
}
