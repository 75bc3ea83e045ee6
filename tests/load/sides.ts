import { randomBytes } from 'node:crypto'
import { freePort } from '@veghe/infra/embedded/ports.ts'
import { inDatabase } from '@veghe/infra/embedded/urls.ts'
import { signIn } from '../faults/sign-in.ts'
import { runSql, userIn } from '../support/databases.ts'
import { type Child, start } from './child.ts'
import { type Engines, inRedis, openProduct, type Product } from './product.ts'

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

export async function startProduct(engines: Engines): Promise<Side> {
  const product = await openProduct(engines)
  const { target } = product
  const { accountSid: SID, authToken: TOKEN } = product.account
  const servers = [await product.start('web'), await product.start('worker'), await product.start('watchdog')]
  const COOKIES = (await desksOf(product)).join('\n')
  const looks = { TARGET: target, ORIGIN: target, COUNT: String(consoleCount), COOKIES, BEATS: 'yes' }
  const contacts = 'truncate contacts, entries, assessments, messages, calls, outbox, facts, seals cascade'
  return finish('product', servers, { SID, TOKEN, PUBLIC_URL: target, ...looks }, () =>
    runSql(
      inDatabase(engines.postgres.superUrl, 'veghe'),
      `set session_replication_role = replica; ${contacts}`,
    ),
  )
}

async function desksOf({ target, people }: Product): Promise<string[]> {
  const desks = people().filter(({ roles }) => roles.includes('operator') || roles.includes('duty_officer'))
  return Promise.all(desks.slice(0, 2).map(({ email, password }) => signIn(target, { email, password })))
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
