import { Redis } from 'ioredis'

/** A request never waits longer than this for Redis: Postgres has the truth, and a sweep repeats the rest. */
const answerWithinMs = 500

const reconnecting = {
  connectTimeout: 2_000,
  retryStrategy: (times: number) => Math.min(50 * times, 1_000),
  keepAlive: 5_000,
}

/** For requests: fails at once when Redis is away instead of piling commands up in memory. */
export function openRedis(url: string): Redis {
  return quiet(
    new Redis(url, {
      ...reconnecting,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: answerWithinMs,
    }),
  )
}

/**
 * For connections that wait on purpose (a worker, a subscription, a stream): commands are kept until Redis is
 * back, and none times out.
 */
export function openWaitingRedis(url: string): Redis {
  return quiet(new Redis(url, { ...reconnecting, maxRetriesPerRequest: null }))
}

/** Failures reach whoever sent a command; without a listener they would also end the process. */
function quiet(redis: Redis): Redis {
  redis.on('error', () => {})
  return redis
}

export async function isReady(redis: Redis, withinMs: number): Promise<boolean> {
  if (redis.status === 'ready') return true
  return new Promise((resolve) => {
    const done = (is: boolean) => {
      clearTimeout(timer)
      redis.off('ready', onReady)
      resolve(is)
    }
    const onReady = () => done(true)
    const timer = setTimeout(() => done(false), withinMs)
    redis.once('ready', onReady)
  })
}

/** Under any other policy a full Redis throws away queue entries and jobs in silence. */
export async function refuseIfEvicting(redis: Redis): Promise<void> {
  const info = await redis.info('memory')
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1]
  if (policy && policy !== 'noeviction') {
    throw new Error(`Redis runs with maxmemory-policy ${policy}. Set it to noeviction.`)
  }
}
