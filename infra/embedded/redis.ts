import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis as Client } from 'ioredis'
import { Halt } from '../halt.ts'
import { type Engine, type EngineOptions, externalEngine, lastWords, logPath, withLog } from './engine.ts'
import { openDir } from './places.ts'
import { keptPort } from './ports.ts'
import { adopt, clearLeftovers, endProcess, killProcess, type Running, spawnGroup } from './processes.ts'
import { findRedis, libraryPath, type RedisBinary } from './redis.binary.ts'
import { keepPortOf, keptPortOf, secretsOf } from './secrets.ts'

export type Redis = Engine & { url: string }

type Instance = { dir: string; path: string; binary: RedisBinary; password: string; durable: boolean }

const urlOf = (instance: Instance, port: number) => `redis://:${instance.password}@127.0.0.1:${port}`

/** Asks with a connection of its own and gives up at once: undefined when nobody answers. */
async function ask<T>(url: string, question: (client: Client) => Promise<T>): Promise<T | undefined> {
  const client = new Client(url, {
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return await question(client)
  } catch {
    return undefined
  } finally {
    client.disconnect()
  }
}

/** Where the server works and as which process, in its own words: it proves that the files are these. */
async function adoptable(instance: Instance): Promise<{ running: Running; port: number } | undefined> {
  const port = keptPortOf(instance.dir, 'redis')
  if (port === undefined) return undefined
  const found = await ask(urlOf(instance, port), async (client) => {
    const [, directory] = await client.config('GET', 'dir').then((answer) => [answer].flat(2))
    const pid = /process_id:(\d+)/.exec(await client.info('server'))?.[1]
    return { directory, pid: Number(pid) }
  })
  return found?.directory === instance.path ? { running: adopt(found.pid), port } : undefined
}

/** A file rather than arguments, so that the password is not in everybody's process list. */
function writeConfiguration(instance: Instance, port: number): string {
  const file = join(instance.path, 'redis.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${instance.password}`,
    `dir "${instance.path}"`,
    'save ""',
    `appendonly ${instance.durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

async function relaunch(instance: Instance, port: number): Promise<Running> {
  await clearLeftovers(instance.path)
  const file = writeConfiguration(instance, port)
  const { binary } = instance
  const running = withLog(instance.dir, 'redis', (log) =>
    spawnGroup(binary.path, [file], {
      argv0: binary.name,
      cwd: instance.path,
      env: { PATH: process.env.PATH, ...libraryPath(binary) },
      stdio: ['ignore', log, log],
    }),
  )
  while (running.isAlive()) {
    if ((await ask(urlOf(instance, port), (client) => client.ping())) === 'PONG') return running
    await pause(20)
  }
  throw new Halt(
    `Redis did not start: ${lastWords(instance.dir, 'redis', /#|error/i)} (${logPath(instance.dir, 'redis')})`,
  )
}

async function launch(instance: Instance): Promise<{ running: Running; port: number }> {
  await clearLeftovers(instance.path)
  const port = await keptPort(keptPortOf(instance.dir, 'redis'))
  const running = await relaunch(instance, port)
  keepPortOf(instance.dir, 'redis', port)
  return { running, port }
}

async function external(url: string): Promise<Redis> {
  if ((await ask(url, (client) => client.ping())) === 'PONG') return { ...externalEngine('REDIS_URL'), url }
  const place = URL.canParse(url) ? new URL(url).host : 'the address in REDIS_URL'
  throw new Halt(`No Redis answers at ${place}: start it, correct REDIS_URL, or unset it to use our own.`)
}

export async function startRedis(options: EngineOptions): Promise<Redis> {
  const { dir, durable = true, env = process.env, say = () => {} } = options
  if (env.REDIS_URL) return external(env.REDIS_URL)

  const path = join(openDir(dir), 'redis')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  const password = secretsOf(dir).redis
  const instance: Instance = { dir, path: realpathSync(path), binary: findRedis(say), password, durable }
  const adopted = await adoptable(instance)
  const { port, running: first } = adopted ?? (await launch(instance))
  let running = first
  return {
    how: adopted
      ? `Redis taken over, still running on port ${port}`
      : `Redis started on port ${port} (${instance.binary.how})`,
    url: urlOf(instance, port),
    adopted: adopted !== undefined,
    running: () => running,
    stop: () => endProcess(running, 'SIGTERM', 10_000),
    kill9: () => killProcess(running),
    restart: async () => {
      await endProcess(running, 'SIGTERM', 10_000)
      running = await relaunch(instance, port)
    },
  }
}
