import type pg from 'pg'
import type { Chapter, World } from './chapter.ts'
import { inTransaction } from './db/transaction.ts'
import type { Log } from './log.ts'
import { failureOf } from './log.ts'
import type { Metrics } from './metrics.ts'
import { claimUnsent, markDone, markSent, type OutboxRow } from './outbox.ts'

/** Takes outbox rows to Redis. */
export type Relay = {
  /** There is something new. Returns at once; many nudges become one round. */
  nudge: () => void
  /** Everything that can be handed over now, has been when this resolves. */
  drain: () => Promise<void>
  /** False while rows could not be handed over: Redis is away, or a chapter refuses. */
  isHealthy: () => boolean
  /** Until the round under way has ended. */
  stop: () => Promise<void>
}

export type RelayParts = {
  pool: pg.Pool
  now: () => Date
  log: Log
  metrics: Metrics
  world: World
  relays: NonNullable<Chapter['relays']>
  /** Gives the rows to BullMQ; throws when it cannot, and they stay. */
  enqueue: (rows: readonly OutboxRow[]) => Promise<void>
}

const mostAtOnce = 200

export function openRelay(parts: RelayParts): Relay {
  let round: Promise<void> | null = null
  let isWanted = false
  let isStopped = false
  let isHealthy = true

  const rounds = async () => {
    while (isWanted && !isStopped) {
      isWanted = false
      const round = await handOver(parts)
      isHealthy = round.left === 0
      if (round.taken === mostAtOnce && round.left < round.taken) isWanted = true
    }
  }
  const start = (): Promise<void> => {
    isWanted = true
    round ??= rounds().finally(() => {
      round = null
      if (isWanted && !isStopped) nudge()
    })
    return round
  }
  const nudge = () => {
    start().catch((error: unknown) => parts.log.warn({ err: failureOf(error) }, 'relay round failed'))
  }
  return {
    nudge,
    drain: start,
    isHealthy: () => isHealthy,
    stop: async () => {
      isStopped = true
      await round?.catch(() => {})
    },
  }
}

/** One round. The rows stay locked meanwhile, so no other process takes them; what could not go is left. */
async function handOver(parts: RelayParts): Promise<{ taken: number; left: number }> {
  return inTransaction(parts.pool, { scope: '*', limitMs: 5_000 }, async ({ client }) => {
    const rows = await claimUnsent(client, mostAtOnce)
    if (rows.length === 0) return { taken: 0, left: 0 }
    const own = rows.filter((row) => parts.relays[row.name])
    const jobs = rows.filter((row) => !parts.relays[row.name])
    const [handed, sent] = await Promise.all([handToChapters(parts, own), handToWorker(parts, jobs)])
    if (handed.length > 0) await markDone(client, handed, parts.now())
    if (sent.length > 0) await markSent(client, sent, parts.now())
    return { taken: rows.length, left: rows.length - handed.length - sent.length }
  })
}

/** Sent together, so that the order of rows is the order on the connection. */
async function handToChapters(parts: RelayParts, rows: readonly OutboxRow[]): Promise<string[]> {
  const handed = await Promise.all(
    rows.map(async (row) => {
      try {
        await parts.relays[row.name]?.(parts.world, row.payload)
        return row.id
      } catch (error) {
        parts.log.warn({ err: failureOf(error), row: row.id, job: row.name }, 'row not handed over')
        return null
      }
    }),
  )
  return handed.filter((id) => id !== null)
}

async function handToWorker(parts: RelayParts, rows: readonly OutboxRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  try {
    await parts.enqueue(rows)
    return rows.map((row) => row.id)
  } catch (error) {
    parts.log.warn({ err: failureOf(error), rows: rows.length }, 'jobs not handed over')
    return []
  }
}
