import { randomBytes } from 'node:crypto'
import { Redis as Client } from 'ioredis'
import { inject } from 'vitest'
import { removePlace, temporaryPlace } from '../../infra/embedded/places.ts'
import { type Postgres, startPostgres } from '../../infra/embedded/postgres.ts'
import { type Redis, startRedis } from '../../infra/embedded/redis.ts'
import { type DatabaseUrls, inDatabase } from '../../infra/embedded/urls.ts'
import { makeDatabase, migrateTo, runSql } from './databases.ts'

/** What the whole run shares. `run` names everything this run makes on an engine that is not ours. */
export type TestEngines = DatabaseUrls & {
  superUrl: string
  redisUrl: string
  run: string
  template: string
}

export type TestDatabase = DatabaseUrls & { superUrl: string; drop(): Promise<void> }

/** `prefix` carries no separator at its end. `drop` removes every key that holds it. */
export type TestRedis = { url: string; prefix: string; drop(): Promise<void> }

const unique = () => randomBytes(5).toString('hex')

/** A migrated database of one's own, empty of rows or a copy of `template`. `superUrl` passes row-level security by. */
export async function cloneDatabase(template = inject('engines').template): Promise<TestDatabase> {
  const { run, superUrl, ownerUrl, appUrl, authUrl } = inject('engines')
  const name = `veghe_test_${run}_${unique()}`
  await makeDatabase({ superUrl, ownerUrl }, { name, template })
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    authUrl: inDatabase(authUrl, name),
    superUrl: inDatabase(superUrl, name),
    drop: async () => {
      await runSql(superUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function deleteKeys(url: string, prefix: string): Promise<void> {
  const client = new Client(url)
  for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1000 })) {
    if (keys.length > 0) await client.unlink(...keys)
  }
  client.disconnect()
}

/** The run's Redis with a prefix of one's own. Never flush it: it may be somebody's. */
export async function redisFor(): Promise<TestRedis> {
  const { redisUrl, run } = inject('engines')
  const prefix = `veghe-test-${run}-${unique()}`
  return { url: redisUrl, prefix, drop: () => deleteKeys(redisUrl, prefix) }
}

/** A Redis that this test may flush, cut off and kill, whatever `REDIS_URL` says. */
export async function startOwnRedis(): Promise<Redis & { dispose(): Promise<void> }> {
  const place = temporaryPlace('test')
  const redis = await startRedis({ dir: place, durable: true, env: {} })
  return { ...redis, dispose: () => disposeOf(redis, place) }
}

/**
 * A migrated Postgres that this test may cut off and kill, whatever `DATABASE_URL` says. It does not wait for the
 * disk: a killed process loses nothing that it wrote, only a machine does.
 */
export async function startOwnPostgres(): Promise<Postgres & { dispose(): Promise<void> }> {
  const place = temporaryPlace('test')
  const postgres = await startPostgres({ dir: place, durable: false, env: {} })
  await migrateTo(postgres)
  return { ...postgres, dispose: () => disposeOf(postgres, place) }
}

async function disposeOf(engine: Postgres | Redis, place: string): Promise<void> {
  await engine.stop()
  await removePlace(place)
}
