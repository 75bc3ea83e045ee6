import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { freePort } from '@veghe/infra/embedded/ports.ts'
import type { Postgres } from '@veghe/infra/embedded/postgres.ts'
import type { Redis } from '@veghe/infra/embedded/redis.ts'
import { inDatabase } from '@veghe/infra/embedded/urls.ts'
import { z } from 'zod'
import { migrateTo, runSql, userIn } from '../support/databases.ts'
import { type Child, start } from './child.ts'

export const consoleCount = 200

/** One of the two that are compared: where it answers, who looks on, who drives. */
export type Side = {
  name: 'floor' | 'product'
  consoles: Child
  driver: Child
  /** Back to an empty queue, so that each window meets the same. */
  clear: () => Promise<void>
  stop: () => Promise<void>
}

type Engines = { postgres: Postgres; redis: Redis; dir: string }

const Demo = z.array(z.object({ email: z.string(), password: z.string(), roles: z.array(z.string()) }))

export async function startFloor({ postgres, redis }: Engines): Promise<Side> {
  const url = inDatabase(postgres.ownerUrl, 'floor')
  await runSql(postgres.superUrl, `create database floor owner "${userIn(postgres.ownerUrl)}"`)
  const port = await freePort()
  const target = `http://127.0.0.1:${port}`
  const account = { SID: `AC${'0'.repeat(32)}`, TOKEN: randomBytes(16).toString('hex'), PUBLIC_URL: target }
  const env = { ...account, DATABASE_URL: url, REDIS_URL: inRedis(redis.url, 1), PORT: String(port) }
  const server = await start(new URL('floor/server.ts', import.meta.url), env)
  const looks = { TARGET: target, COUNT: String(consoleCount) }
  return finish('floor', [server], { ...account, ...looks }, () => runSql(url, 'truncate floor_contacts'))
}

export async function startProduct({ postgres, redis, dir }: Engines): Promise<Side> {
  await migrateTo(postgres)
  const port = await freePort()
  const target = `http://127.0.0.1:${port}`
  const dataDir = join(dir, 'product')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'master.key'), `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const { accountSid: SID, authToken: TOKEN } = carrierAccount(dataDir)
  const env = {
    ...{ NODE_ENV: 'production', VEGHE_MODE: 'demo', VEGHE_LOG_LEVEL: 'info', VEGHE_DATA_DIR: dataDir },
    ...{ VEGHE_PORT: String(port), VEGHE_PUBLIC_URL: target, VEGHE_HOST: '127.0.0.1' },
    ...{ VEGHE_MASTER_KEY_FILE: join(dataDir, 'master.key'), REDIS_URL: inRedis(redis.url, 0) },
    ...{ DATABASE_URL: postgres.appUrl, DATABASE_AUTH_URL: postgres.authUrl },
  }
  const process = (file: string) => start(new URL(`../../server/src/${file}.ts`, import.meta.url), env)
  const servers = [await process('web'), await process('worker'), await process('watchdog')]
  const COOKIES = (await desksOf(target, dataDir)).join('\n')
  const looks = { TARGET: target, ORIGIN: target, COUNT: String(consoleCount), COOKIES, BEATS: 'yes' }
  const contacts = 'truncate contacts, entries, assessments, messages, calls, outbox, facts, seals cascade'
  return finish('product', servers, { SID, TOKEN, PUBLIC_URL: target, ...looks }, () =>
    runSql(inDatabase(postgres.superUrl, 'veghe'), `set session_replication_role = replica; ${contacts}`),
  )
}

const inRedis = (url: string, number: number): string => `${url.replace(/\/\d*$/, '')}/${number}`

async function desksOf(target: string, dataDir: string): Promise<string[]> {
  const people = Demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  const desks = people.filter(({ roles }) => roles.includes('operator') || roles.includes('duty_officer'))
  return Promise.all(desks.slice(0, 2).map((person) => signIn(target, person)))
}

async function signIn(target: string, { email, password }: { email: string; password: string }) {
  const response = await fetch(`${target}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: target },
    body: JSON.stringify({ email, password }),
  })
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function finish(
  name: Side['name'],
  servers: Child[],
  env: NodeJS.ProcessEnv,
  clear: () => Promise<unknown>,
): Promise<Side> {
  const consoles = await start(new URL('consoles.ts', import.meta.url), env)
  const driver = await start(new URL('driver.ts', import.meta.url), env)
  return {
    ...{ name, consoles, driver },
    clear: async () => void (await clear()),
    stop: async () => {
      for (const child of [driver, consoles, ...servers.toReversed()]) await child.stop()
    },
  }
}
