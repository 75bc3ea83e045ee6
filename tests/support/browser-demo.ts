import { cpSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { freePort } from '@veghe/infra/embedded/ports.ts'
import { type DatabaseUrls, inDatabase } from '@veghe/infra/embedded/urls.ts'
import { environmentFor } from '@veghe/infra/settings.ts'
import { openProcess } from '../faults/process.ts'
import { makeDatabase } from './databases.ts'
import type { TestEngines } from './engines.ts'

/** What a demo makes of itself when it starts for the first time: its staff and teams, their sign-ins and its keys. */
export type Demo = { template: string; dir: string }

declare module 'vitest' {
  interface ProvidedContext {
    demo: Demo
  }
}

type Surroundings = Pick<DatabaseUrls, 'appUrl' | 'authUrl'> & {
  redis: { url: string; prefix: string }
  dataDir: string
  port: number
  carrierPort: number
}

/** As `npm start` would set them, on a database, a Redis prefix and ports of one's own. */
export function environmentOf(around: Surroundings, more: Readonly<Record<string, string>> = {}) {
  const { appUrl, authUrl, redis, dataDir, port, carrierPort } = around
  const publicUrl = `http://127.0.0.1:${port}`
  const settings = { mode: 'demo', port, carrierPort, standIn: true, publicUrl } as const
  return environmentFor(
    settings,
    { appUrl, authUrl, redisUrl: redis.url, dataDir },
    {
      ...{
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      },
      VEGHE_REDIS_PREFIX: redis.prefix,
      ...more,
    },
  )
}

/** Made once for all files: it takes longer than everything else about a start. */
export async function makeDemo(engines: TestEngines): Promise<Demo> {
  const { run, superUrl, ownerUrl, appUrl, authUrl, redisUrl } = engines
  const template = `veghe_test_${run}_demo`
  const dir = join(tmpdir(), `veghe-test-${run}-demo`)
  mkdirSync(dir, { recursive: true })
  await makeDatabase({ superUrl, ownerUrl }, { name: template, template: engines.template })
  carrierAccount(dir)
  const env = environmentOf({
    appUrl: inDatabase(appUrl, template),
    authUrl: inDatabase(authUrl, template),
    redis: { url: redisUrl, prefix: `veghe-test-${run}-demo` },
    ...{ dataDir: dir, port: await freePort(), carrierPort: await freePort() },
  })
  const web = openProcess({ name: 'web', env, logFile: join(dir, 'logs/web.log') })
  await web.start()
  await web.stop()
  return { template, dir }
}

export function copyDemo({ dir }: Demo, dataDir: string): void {
  for (const file of ['demo.json', 'master.key']) cpSync(join(dir, file), join(dataDir, file))
}
