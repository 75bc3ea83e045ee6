import { auditChapter } from '@veghe/server/audit/audit.api.ts'
import type { Chapter } from '@veghe/server/platform/chapter.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { startOwnPostgres, startOwnRedis } from '../support/engines.ts'

const cluj = CountyCode.parse('CJ')
const system = { kind: 'system' } as const

const entered: number[] = []
const chapter: Chapter = {
  name: 'chapter',
  relays: {
    'queue.enter': async ({ redis, redisPrefix }, { no }) => {
      await redis.rpush(`${redisPrefix}:entered`, String(no))
      entered.push(Number(no))
    },
  },
}

let postgres: Awaited<ReturnType<typeof startOwnPostgres>>
let redis: Awaited<ReturnType<typeof startOwnRedis>>
let world: World
beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([startOwnPostgres(), startOwnRedis()])
  world = await startWorld({ chapters: [auditChapter, chapter], on: { postgres, redis } })
})
afterAll(async () => {
  await world.stop()
  await Promise.all([postgres.dispose(), redis.dispose()])
})

const enter = (no: number) =>
  world.server.transact(system, async (ctx) => {
    await ctx.happened('intake.received', { county: cluj, body: { no } })
    ctx.later({ name: 'queue.enter', key: String(no), payload: { no }, runAt: ctx.now })
  })

/** Real engines come back in their own time: asks again until it is so. */
const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo().catch(() => false)));
}
const readiness = async () => (await fetch(`${world.url}/readyz`)).json()

test('with Redis killed a command is stored all the same, and handed over when Redis is back', async () => {
  await enter(1)
  await world.settle()
  expect(entered).toEqual([1])

  await redis.kill9()
  await enter(2)
  await world.opened.relay.drain()
  expect(entered).toEqual([1])
  expect(world.opened.relay.isHealthy()).toBe(false)
  expect(await readiness()).toMatchObject({ ready: true, postgres: true, redis: false })

  await redis.restart()
  await until(async () => {
    await world.opened.relay.drain()
    return world.opened.relay.isHealthy()
  })
  expect(entered).toEqual([1, 2])
})

test('with Postgres killed a command is refused as unavailable, and goes on when Postgres is back', async () => {
  await postgres.kill9()
  await expect(enter(3)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await readiness()).toMatchObject({ ready: false, postgres: false })

  await postgres.restart()
  await until(async () => {
    await enter(4)
    return true
  })
  await world.opened.relay.drain()
  expect(entered).toEqual([1, 2, 4])
  expect(await readiness()).toMatchObject({ ready: true, postgres: true })
})
