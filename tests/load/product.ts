import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CarrierAccount, carrierAccount } from '@veghe/infra/carrier/account.ts'
import { freePort } from '@veghe/infra/embedded/ports.ts'
import type { Postgres } from '@veghe/infra/embedded/postgres.ts'
import type { Redis } from '@veghe/infra/embedded/redis.ts'
import { z } from 'zod'
import { migrateTo } from '../support/databases.ts'
import { type Child, start } from './child.ts'

export type Engines = { postgres: Postgres; redis: Redis; dir: string }

const Demo = z.array(
  z.object({
    ...{ name: z.string(), email: z.string(), password: z.string(), roles: z.array(z.string()) },
    secondFactor: z.string().optional(),
  }),
)

/** The product on its own database, in demo mode. Its processes run once they are started. */
export type Product = {
  target: string
  account: CarrierAccount
  start: (file: 'web' | 'worker' | 'watchdog') => Promise<Child>
  /** Who may sign in, as web has written it down for whoever tries the demo. */
  people: () => z.infer<typeof Demo>
}

export async function openProduct(
  { postgres, redis, dir }: Engines,
  more: NodeJS.ProcessEnv = {},
): Promise<Product> {
  await migrateTo(postgres)
  const port = await freePort()
  const target = `http://127.0.0.1:${port}`
  const dataDir = join(dir, 'product')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'master.key'), `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const account = carrierAccount(dataDir)
  const env = {
    ...{ NODE_ENV: 'production', VEGHE_MODE: 'demo', VEGHE_LOG_LEVEL: 'info', VEGHE_DATA_DIR: dataDir },
    ...{ VEGHE_PORT: String(port), VEGHE_PUBLIC_URL: target, VEGHE_HOST: '127.0.0.1' },
    ...{ VEGHE_MASTER_KEY_FILE: join(dataDir, 'master.key'), REDIS_URL: inRedis(redis.url, 0) },
    ...{ DATABASE_URL: postgres.appUrl, DATABASE_AUTH_URL: postgres.authUrl },
    ...more,
  }
  return {
    ...{ target, account },
    start: (file) => start(new URL(`../../server/src/${file}.ts`, import.meta.url), env),
    people: () => Demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))),
  }
}

export const inRedis = (url: string, number: number): string => `${url.replace(/\/\d*$/, '')}/${number}`
