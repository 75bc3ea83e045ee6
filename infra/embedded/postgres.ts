import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Halt } from '../halt.ts'
import { databaseName, openCluster, provision, superuserName } from './cluster.ts'
import { type Engine, type EngineOptions, externalEngine, lastWords, withLog } from './engine.ts'
import { keptPort } from './ports.ts'
import { findPostgres, type PostgresBinaries } from './postgres.binary.ts'
import { adopt, clearLeftovers, endProcess, killProcess, type Running, spawnGroup } from './processes.ts'
import { keepPortOf, keptPortOf, type Secrets, secretsOf } from './secrets.ts'
import { type DatabaseUrls, databaseUrls } from './urls.ts'

/** `superUrl` may make databases: our superuser, or the owner the person named. Never handed to the product. */
export type Postgres = Engine & DatabaseUrls & { superUrl: string }

type Instance = {
  dir: string
  path: string
  binaries: PostgresBinaries
  secrets: Secrets
  durable: boolean
}

const addressOf = (port: number, user: string, password: string, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

const superUrlOf = (instance: Instance, port: number) =>
  addressOf(port, superuserName, instance.secrets.superuser, 'postgres')

/** The statement and the values of a refused row stay out of the log: they could name a person. */
const settings = (durable: boolean): Record<string, string> => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // Well under the 800 ms a webhook may wait for a lock: two who wait for each other are told in time to try again.
  deadlock_timeout: '100ms',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
})

/** Answers the first column of the first row, or undefined when nobody answers. */
async function ask(url: string, sql: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

/** A running instance of this very directory, found by asking it rather than by a process id. */
async function adoptable(instance: Instance): Promise<{ running: Running; port: number } | undefined> {
  const port = keptPortOf(instance.dir, 'postgres')
  if (port === undefined) return undefined
  const directory = await ask(superUrlOf(instance, port), 'show data_directory')
  if (directory !== realpathSync(instance.path)) return undefined
  const pid = Number(readFileSync(join(instance.path, 'postmaster.pid'), 'utf8').split('\n')[0])
  return { running: adopt(pid), port }
}

function spawnPostmaster(instance: Instance, port: number): Running {
  const flags = Object.entries(settings(instance.durable)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  return withLog(instance.dir, 'postgres', (log) =>
    spawnGroup(join(instance.binaries.bin, 'postgres'), ['-D', instance.path, '-p', String(port), ...flags], {
      ...instance.binaries.user,
      cwd: instance.path,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', log, log],
    }),
  )
}

async function isReady(running: Running, url: string): Promise<boolean> {
  while (running.isAlive()) {
    if ((await ask(url, 'select 1::text')) === '1') return true
    await pause(25)
  }
  return false
}

/** Starts on this very port: whoever holds the address of this instance must find it again. */
async function relaunch(instance: Instance, port: number): Promise<Running> {
  await clearLeftovers(instance.path)
  rmSync(join(instance.path, 'postmaster.pid'), { force: true })
  const running = spawnPostmaster(instance, port)
  if (await isReady(running, superUrlOf(instance, port))) return running
  throw new Halt(`Postgres did not start: ${lastWords(instance.dir, 'postgres', /FATAL|ERROR|PANIC/)}`)
}

async function launch(instance: Instance): Promise<{ running: Running; port: number }> {
  await clearLeftovers(instance.path)
  const port = await keptPort(keptPortOf(instance.dir, 'postgres'))
  const running = await relaunch(instance, port)
  keepPortOf(instance.dir, 'postgres', port)
  return { running, port }
}

async function external(urls: DatabaseUrls): Promise<Postgres> {
  const version = Number(await ask(urls.ownerUrl, 'show server_version_num'))
  const place = new URL(urls.ownerUrl).host
  if (Number.isNaN(version)) {
    throw new Halt(
      `No Postgres answers at ${place}: start it, correct DATABASE_URL, or unset it to use our own.`,
    )
  }
  if (version < 150_000)
    throw new Halt(`The Postgres at ${place} is too old: Veghe needs version 15 or newer.`)
  return { ...externalEngine('DATABASE_URL'), ...urls, superUrl: urls.ownerUrl }
}

async function prepare(options: EngineOptions, secrets: Secrets): Promise<Instance> {
  const { dir, durable = true, say = () => {} } = options
  const binaries = findPostgres(say)
  const path = await openCluster(binaries, dir, { secrets, durable, say })
  return { dir, path, binaries, secrets, durable }
}

export async function startPostgres(options: EngineOptions): Promise<Postgres> {
  const secrets = secretsOf(options.dir)
  const named = databaseUrls(options.env ?? process.env, secrets)
  if (named) return external(named)

  const instance = await prepare(options, secrets)
  const adopted = await adoptable(instance)
  const { port, running: first } = adopted ?? (await launch(instance))
  let running = first
  await provision(superUrlOf(instance, port), secrets)
  return {
    how: `Postgres ${adopted ? 'taken over, still running' : 'started'} on port ${port}`,
    ownerUrl: addressOf(port, 'veghe_owner', secrets.owner, databaseName),
    appUrl: addressOf(port, 'veghe_app', secrets.app, databaseName),
    authUrl: addressOf(port, 'veghe_auth', secrets.auth, databaseName),
    superUrl: superUrlOf(instance, port),
    adopted: adopted !== undefined,
    running: () => running,
    stop: () => endProcess(running, 'SIGINT', 10_000),
    kill9: () => killProcess(running),
    restart: async () => {
      await endProcess(running, 'SIGINT', 10_000)
      running = await relaunch(instance, port)
    },
  }
}
