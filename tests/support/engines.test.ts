import { Redis as Client } from 'ioredis'
import { expect, test } from 'vitest'
import { runSql, userIn } from './databases.ts'
import { cloneDatabase, redisFor, startOwnPostgres, startOwnRedis } from './engines.ts'

test('two test files never see each other’s rows, and each of the three roles gets in', async () => {
  const [one, two] = await Promise.all([cloneDatabase(), cloneDatabase()])
  await runSql(one.superUrl, 'create table only_here (id int)')

  const seen = (url: string) => runSql(url, "select 1 from pg_tables where tablename = 'only_here'")
  expect(await seen(one.superUrl)).toHaveLength(1)
  expect(await seen(two.superUrl)).toHaveLength(0)
  for (const url of [one.ownerUrl, one.appUrl, one.authUrl]) {
    expect(await runSql(url, 'select current_user::text as name')).toEqual([{ name: userIn(url) }])
  }
  await Promise.all([one.drop(), two.drop()])
})

test('a test’s keys go when it drops them and nobody else’s do', async () => {
  const [mine, other] = await Promise.all([redisFor(), redisFor()])
  const client = new Client(mine.url)
  await client.mset(`${mine.prefix}:a`, '1', `{${mine.prefix}}:b`, '2', `${other.prefix}:c`, '3')

  await mine.drop()

  expect(await client.exists(`${mine.prefix}:a`, `{${mine.prefix}}:b`)).toBe(0)
  expect(await client.exists(`${other.prefix}:c`)).toBe(1)
  await other.drop()
  client.disconnect()
})

test('a killed postmaster starts again on the same address with what it had committed', {
  timeout: 60_000,
}, async () => {
  const postgres = await startOwnPostgres()
  await runSql(postgres.superUrl, 'create table kept (id int)')
  const busy = runSql(postgres.superUrl, 'select pg_sleep(60)').catch(() => 'cut')

  await postgres.kill9()
  await postgres.restart()

  expect(await busy).toBe('cut')
  expect(await runSql(postgres.superUrl, "select 1 from pg_tables where tablename = 'kept'")).toHaveLength(1)
  await postgres.dispose()
})

test('a killed Redis starts again on the same address', async () => {
  const redis = await startOwnRedis()
  await redis.kill9()
  await redis.restart()
  const client = new Client(redis.url)
  expect(await client.ping()).toBe('PONG')
  client.disconnect()
  await redis.dispose()
})
