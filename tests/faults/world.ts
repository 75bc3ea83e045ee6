import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type Carrier, startCarrier } from '../../infra/carrier/carrier.ts'
import type { Engine } from '../../infra/embedded/engine.ts'
import { runSql } from '../support/databases.ts'
import { type Links, openLinks } from './links.ts'
import { openProcess, type Process } from './process.ts'
import { addressOf, type Stage } from './stage.ts'

/** The product, whole and alone: a fresh copy of the database, an empty Redis, a telephone network. */
export type World = {
  stage: Stage
  dataDir: string
  origin: string
  webs: Process[]
  worker: Process
  watchdog: Process
  carrier: Carrier
  /** What the drill itself has posted in the carrier's name, by the carrier's ids. */
  posted: string[]
  /** Only when asked for: between each process and each engine, such as `web-redis`. */
  links: Links | undefined
  /** Addresses of the webs that serve, beginning with the one at `first`. */
  webUrls: (first?: number) => string[]
  /** The truth as a superuser sees it, past row-level security, by a way that no drill cuts. */
  sql: <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>
  /** Redis, by a way that no drill cuts. */
  redis: Redis
  close: () => Promise<void>
}

export type WorldOptions = {
  webs?: 1 | 2
  links?: boolean
  /** Where the network turns while no web serves. */
  elsewhere?: string
}

let made = 0

export async function openWorld(
  stage: Stage,
  { webs = 1, links = false, elsewhere }: WorldOptions = {},
): Promise<World> {
  made += 1
  const name = `veghe_faults_${made}`
  const database = await stage.copyDatabase(name)
  const redis = openEye(stage.redis.url)
  await redis.flushall()
  const names = ['web', 'web2', 'worker', 'watchdog'].filter((one) => one !== 'web2' || webs === 2)
  const cuttable = links ? await openLinks(routesOf(stage, names)) : undefined
  const dataDir = join(stage.place, name)
  const environmentOf = (process: string) =>
    stage.environment({
      port: process === 'web2' ? stage.webPorts[1] : stage.webPorts[0],
      appUrl: through(cuttable, `${process}-postgres`, database.appUrl),
      authUrl: through(cuttable, `${process}-postgres`, database.authUrl),
      redisUrl: through(cuttable, `${process}-redis`, stage.redis.url),
      dataDir,
    })
  const processOf = (process: string) =>
    openProcess({
      name: process.replace('2', ''),
      env: environmentOf(process),
      logFile: join(dataDir, 'logs', `${process}.log`),
    })
  const running = names.filter((one) => one.startsWith('web')).map(processOf)
  const [worker, watchdog] = [processOf('worker'), processOf('watchdog')]
  const urls = stage.webPorts.map(addressOf)
  const webUrls = (first = 0) => {
    const alive = running.flatMap((web, at) => (web.isServing() ? [urls[at] ?? ''] : []))
    const turn = alive.length > 0 ? first % alive.length : 0
    return [...alive.slice(turn), ...alive.slice(0, turn)]
  }
  let turn = 0
  const carrier = await startCarrier({
    ...{ account: stage.account, port: stage.carrierPort, publicUrl: urls[0] ?? '' },
    journalFile: join(dataDir, 'carrier', 'journal.jsonl'),
    target: () => webUrls(turn++)[0] ?? elsewhere ?? urls[0] ?? '',
  })
  const truth = new pg.Pool({ connectionString: database.superUrl, max: 4 })
  truth.on('error', () => {})
  const processes = [...running, worker, watchdog]
  await Promise.all(processes.map((process) => process.start()))
  return {
    ...{
      posted: [],
      stage,
      dataDir,
      webs: running,
      worker,
      watchdog,
      carrier,
      links: cuttable,
      webUrls,
      redis,
    },
    origin: urls[0] ?? '',
    sql: async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await truth.query<R>(text, values)).rows,
    close: async () => {
      await Promise.all(processes.map((process) => process.kill9()))
      await carrier.stop()
      await cuttable?.close()
      redis.disconnect()
      await truth.end()
      await runSql(stage.postgres.superUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** A connection of the drill's own, that comes back by itself. */
function openEye(url: string): Redis {
  const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  redis.on('error', () => {})
  return redis
}

function routesOf({ postgres, redis }: Stage, names: string[]): { name: string; port: number }[] {
  const portOf = (url: string) => Number(new URL(url).port)
  return names.flatMap((name) => [
    { name: `${name}-postgres`, port: portOf(postgres.superUrl) },
    { name: `${name}-redis`, port: portOf(redis.url) },
  ])
}

function through(links: Links | undefined, name: string, address: string): string {
  if (!links) return address
  const url = new URL(address)
  url.port = String(links.port(name))
  return url.href
}

/** What a supervisor waits before it starts again what ended by itself. */
const restartAfterMs = 200

/** Ends it without warning and starts it again, as the supervisor does. Resolves when it is ready. */
export async function killAndRestart(process: Process): Promise<void> {
  await process.kill9()
  await pause(restartAfterMs)
  await process.start()
}

export async function killEngine(engine: Engine): Promise<void> {
  await engine.kill9()
  await pause(restartAfterMs)
  await engine.restart()
}
