import type pg from 'pg'
import type { Chapter, World } from './chapter.ts'
import { inTransaction, withClient } from './db/transaction.ts'
import type { Log } from './log.ts'
import { failureOf } from './log.ts'
import type { Metrics } from './metrics.ts'
import { claimUnsent, markHanded, type OutboxRow } from './outbox.ts'

/** Takes outbox rows to Redis. */
export type Relay = {
  /** Rows just committed here. They are handed over at once, from memory; returns without waiting. */
  hand: (rows: readonly OutboxRow[]) => void
  /**
   * Whatever has waited longer than `graceMs`, from any process, is handed over: what a crash left behind or Redis
   * did not take.
   */
  drain: (graceMs?: number) => Promise<void>
  /** False while rows could not be handed over: Redis is away, or a chapter refuses. */
  isHealthy: () => boolean
  /** Until the round under way has ended and what was handed over is marked. */
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
/** Rows handed over are marked together: being handed twice after a crash does no harm, a write for each would. */
const markWithinMs = 150

export function openRelay(parts: RelayParts): Relay {
  const marks = openMarks(parts)
  let waiting: OutboxRow[] = []
  let turn: Promise<void> | null = null
  let isHealthy = true

  const handWaiting = async () => {
    while (waiting.length > 0) {
      const rows = waiting
      waiting = []
      const handed = await handOver(parts, rows)
      isHealthy = handed.left === 0
      marks.add(handed)
    }
  }
  const drainOnce = (before: Date) =>
    inTransaction(parts.pool, { scope: '*', limitMs: 5_000 }, async ({ client }) => {
      const rows = await claimUnsent(client, { before, most: mostAtOnce })
      noteLag(parts, rows[0])
      if (rows.length === 0) return { taken: 0, left: 0 }
      const handed = await handOver(parts, rows)
      await markHanded(client, handed, parts.now())
      return { taken: rows.length, left: handed.left }
    })
  return {
    hand: (rows) => {
      waiting.push(...rows)
      turn ??= handWaiting().finally(() => {
        turn = null
      })
    },
    drain: async (graceMs = 0) => {
      await turn
      await marks.flush()
      const before = new Date(parts.now().getTime() - graceMs)
      for (;;) {
        const { taken, left } = await drainOnce(before)
        isHealthy = left === 0
        if (taken < mostAtOnce || left === taken) return
      }
    },
    isHealthy: () => isHealthy,
    stop: async () => {
      await turn
      await marks.flush().catch(() => {})
    },
  }
}

export type Handed = { done: string[]; sent: string[] }

function openMarks({ pool, now, log }: RelayParts) {
  let due: Handed = { done: [], sent: [] }
  let timer: NodeJS.Timeout | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const marked = due
    due = { done: [], sent: [] }
    if (marked.done.length + marked.sent.length === 0) return
    try {
      await withClient(pool, 3_000, (client) => markHanded(client, marked, now()))
    } catch (error) {
      due = { done: [...marked.done, ...due.done], sent: [...marked.sent, ...due.sent] }
      throw error
    }
  }
  const flushSoon = () => {
    flush().catch((error: unknown) => log.warn({ err: failureOf(error) }, 'rows handed over but not marked'))
  }
  return {
    flush,
    add: ({ done, sent }: Handed) => {
      due.done.push(...done)
      due.sent.push(...sent)
      timer ??= setTimeout(flushSoon, markWithinMs)
    },
  }
}

/** Chapters' own rows are done when handed over; the others go to the worker by way of BullMQ. */
async function handOver(parts: RelayParts, rows: readonly OutboxRow[]): Promise<Handed & { left: number }> {
  const own = rows.filter((row) => parts.relays[row.name])
  const jobs = rows.filter((row) => !parts.relays[row.name])
  const [done, sent] = await Promise.all([handToChapters(parts, own), handToWorker(parts, jobs)])
  return { done, sent, left: rows.length - done.length - sent.length }
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

function noteLag({ metrics, now }: RelayParts, oldest: OutboxRow | undefined): void {
  metrics.relayLagSeconds.set(oldest ? (now().getTime() - oldest.createdAt.getTime()) / 1_000 : 0)
}
