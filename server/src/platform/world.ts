import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import type pg from 'pg'
import type { Chapter, World } from './chapter.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { type KeyRing, openFields } from './crypto/fields.ts'
import { openKeyStore } from './crypto/keys.store.ts'
import { type Master, openMaster } from './crypto/master.ts'
import { openPool, refuseIfPowerful } from './db/pool.ts'
import { type Jobs, openJobs } from './jobs.ts'
import type { Log } from './log.ts'
import { openMetrics } from './metrics.ts'
import type { OutboxRow } from './outbox.ts'
import { isReady, openRedis, refuseIfEvicting } from './redis.ts'
import { openRelay, type Relay } from './relay.ts'
import type { Told } from './tell.ts'
import { openTransact, type TransactParts } from './transact.ts'

export type WorldParts = {
  config: Config
  /** Which process this is, for logs, heartbeats and the database's own list. */
  name: string
  chapters: readonly Chapter[]
  record: TransactParts['record']
  clock: Clock
  log: Log
}

/** A process' world and the parts of it that chapters do not see. */
export type Opened = {
  world: World
  master: Master
  keys: KeyRing
  pool: pg.Pool
  /** For those who only look, and many at once: they do not wait behind the commands. */
  lookers: pg.Pool
  jobs: Jobs
  relay: Relay
  chapters: readonly Chapter[]
  /** What comes after a commit; bound once the process has sockets or a queue of jobs. */
  outlets: Outlets
  close: () => Promise<void>
}

export type Outlets = {
  push: (told: readonly Told[]) => void
  cutOff: (staff: readonly StaffId[]) => void
  /** Without a queue of jobs, they are left to whoever looks for overdue ones. */
  enqueue: (rows: readonly OutboxRow[]) => Promise<void>
}

/** How long a start waits for Redis before going on without it. */
const redisWithinMs = 3_000

/** Opens the engines and refuses those that would not keep what they are given. */
export async function openWorld(parts: WorldParts): Promise<Opened> {
  const { config, log, chapters, clock } = parts
  const pool = openPool({ url: config.databaseUrl, name: parts.name })
  const lookers = openPool({ url: config.databaseUrl, name: `${parts.name} looks`, max: 3 })
  const keyPool = openPool({ url: config.databaseUrl, name: `${parts.name} keys`, max: 1 })
  await refuseIfPowerful(pool)
  const redis = openRedis(config.redisUrl)
  if (await isReady(redis, redisWithinMs)) await refuseIfEvicting(redis)
  else log.warn('Redis does not answer: starting without it')

  const master = openMaster(config.masterKey)
  const keys = openFields(master, openKeyStore(keyPool))
  const metrics = openMetrics()
  const outlets: Outlets = { push: () => {}, cutOff: () => {}, enqueue: async () => {} }
  const transact = openTransact({
    ...{ pool, lookers, log, fields: keys, now: clock, record: parts.record },
    reactions: chapters.flatMap((chapter) => chapter.reactions ?? []),
    push: (told) => outlets.push(told),
    cutOff: (staff) => outlets.cutOff(staff),
    hand: (rows) => relay.hand(rows),
  })
  const world: World = {
    ...{ config, log, metrics, redis, transact },
    redisPrefix: config.redisPrefix,
    fields: keys,
    now: clock,
  }
  const relays = Object.assign({}, ...chapters.map((chapter) => chapter.relays ?? {}))
  const relay = openRelay({
    ...{ pool, now: clock, log, metrics, world, relays },
    enqueue: (rows) => outlets.enqueue(rows),
  })
  const jobs = openJobs(
    world,
    chapters.flatMap((chapter) => chapter.jobs ?? []),
    new Set(Object.keys(relays)),
  )
  const close = async () => {
    await relay.stop()
    redis.disconnect()
    await Promise.all([pool.end(), lookers.end(), keyPool.end()])
  }
  return { world, master, keys, pool, lookers, jobs, relay, chapters, outlets, close }
}
