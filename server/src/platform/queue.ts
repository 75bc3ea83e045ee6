import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Config } from './config.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'
import { failureOf } from './log.ts'
import type { OutboxRow } from './outbox.ts'
import { isReady, openRedis, openWaitingRedis } from './redis.ts'

/** BullMQ makes jobs prompt. What must be done, and whether it was, stands in the outbox alone. */
const queueName = 'jobs'

/** All a job carries through Redis is which row it is for. */
const Carried = z.object({ row: z.string() })

type RedisConfig = Pick<Config, 'redisUrl' | 'redisPrefix'>

/** The braces keep all keys of the queue on one node of a cluster. */
const prefixOf = (config: RedisConfig): string => `{${config.redisPrefix}}`

export type JobQueue = {
  /** Throws when Redis is away: then the rows stay where they are and are swept. */
  enqueue: (rows: readonly OutboxRow[]) => Promise<void>
  close: () => Promise<void>
}

/** What is asked for in a process's first moment waits for the connection, not for the next sweep. */
const connectsWithinMs = 500

export function openJobQueue(config: RedisConfig, now: () => Date): JobQueue {
  const connection = openRedis(config.redisUrl)
  const queue = new Queue(queueName, { connection, prefix: prefixOf(config) })
  queue.on('error', () => {})
  return {
    enqueue: async (rows) => {
      if (!(await isReady(connection, connectsWithinMs))) throw new Error('Redis is away.')
      await queue.addBulk(rows.map((row) => jobFor(row, now())))
    },
    close: () => ended(queue, connection),
  }
}

/** One try each: what fails goes back to the outbox and comes again under the number of its next attempt. */
function jobFor(row: OutboxRow, now: Date) {
  return {
    name: row.name,
    data: { row: row.id },
    opts: {
      jobId: `${row.name}-${row.id}-${row.attempts}`,
      delay: Math.max(0, row.runAt.getTime() - now.getTime()),
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  }
}

const concurrency = 8

export function openJobWorker(config: RedisConfig, jobs: Jobs, log: Log): { close: () => Promise<void> } {
  const connection = openWaitingRedis(config.redisUrl)
  const worker = new Worker(
    queueName,
    async (job) => {
      const carried = Carried.safeParse(job.data)
      if (carried.success) await jobs.run({ id: carried.data.row, name: job.name })
      else log.error({ job: job.name }, 'a job without a row')
    },
    // A dead worker's job is taken up again after seconds, not half a minute.
    {
      ...{ connection, concurrency, prefix: prefixOf(config) },
      ...{ lockDuration: 8_000, stalledInterval: 4_000, maxStalledCount: 10 },
    },
  )
  worker.on('error', (error) => log.debug({ err: failureOf(error) }, 'job worker'))
  return { close: () => ended(worker, connection) }
}

/** With Redis away, closing in good order would wait for it for ever. */
async function ended(closing: { close: () => Promise<void> }, connection: Redis): Promise<void> {
  const enough = new Promise<void>((resolve) => {
    setTimeout(resolve, 3_000).unref()
  })
  await Promise.race([closing.close().catch(() => {}), enough])
  connection.disconnect()
}
