import type { TestProject } from 'vitest/node'
import { startEngines } from '../../infra/embedded/engines.ts'
import { dataDir, removePlace, sweepTemporaryPlaces, temporaryPlace } from '../../infra/embedded/places.ts'
import { dropForgotten, dropRun, makeTemplate } from './databases.ts'
import type { TestEngines } from './engines.ts'

declare module 'vitest' {
  interface ProvidedContext {
    engines: TestEngines
  }
}

/**
 * One Postgres and one Redis for the whole run: throwaway ones, or those the environment names, where tests
 * keep to databases and keys of their own. The first project that needs them starts them for all.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const shared = project.vitest.getRootProject()
  if ('engines' in shared.getProvidedContext()) return undefined
  await sweepTemporaryPlaces('test')
  // An external server's roles belong to the whole server: the passwords of this installation must keep working.
  const isExternal = Boolean(process.env.DATABASE_URL || process.env.DATABASE_OWNER_URL)
  const place = isExternal ? undefined : temporaryPlace('test')
  const { postgres, redis } = await startEngines({
    dir: place ?? dataDir(),
    durable: false,
    say: (line) => console.error(`veghe: ${line}`),
  })
  const run = Date.now().toString(36)
  const template = `veghe_test_${run}_template`
  if (isExternal) await dropForgotten(postgres.superUrl)
  await makeTemplate(postgres, template)
  const { ownerUrl, appUrl, authUrl, superUrl } = postgres
  shared.provide('engines', { ownerUrl, appUrl, authUrl, superUrl, redisUrl: redis.url, run, template })

  return async () => {
    if (isExternal) await dropRun(superUrl, run)
    await Promise.all([postgres.stop(), redis.stop()])
    if (place) await removePlace(place)
  }
}
