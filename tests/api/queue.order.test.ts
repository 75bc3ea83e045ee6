import { reconcile, relays } from '@veghe/server/queue/order.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { list } from '@veghe/server/queue/queue.redis.ts'
import { type ContactId, CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { startOwnRedis } from '../support/engines.ts'
import type { Person } from '../support/person.ts'
import { arrives, finishes, operator, operators } from '../support/queue.ts'

const county = CountyCode.parse('CJ')
const boardOrder = async (who: Person) =>
  (await who.asks('queue.board', {})).filter(({ state }) => state === 'waiting').map(({ id }) => id)
const redisOrder = async (world: World) =>
  (await list(world.server, county)).map(({ contactId }) => contactId)
const holders = async (who: Person) =>
  (await who.asks('queue.board', {})).flatMap(({ id, holder }) => (holder ? [`${id} ${holder.staffId}`] : []))

/** Of every kind: calls and texts, some with danger words, some older than others. */
const manyArrive = async (world: World, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 20)
    await Promise.all(
      Array.from({ length: Math.min(20, count - i) }, (_, at) =>
        arrives(world, {
          ...{ live: (i + at) % 3 === 0, ago: ((i + at) * 37) % 900 },
          hint: (i + at) % 7 === 0 ? { raiseTo: 'P1', category: 'W7', words: 'singur acasă' } : null,
        }),
      ),
    )
}

describe('with a Redis that may be emptied and killed', () => {
  let redis: Awaited<ReturnType<typeof startOwnRedis>>
  let world: World
  beforeAll(async () => {
    redis = await startOwnRedis()
    world = await startWorld({
      chapters: [queueChapter],
      config: { redisUrl: redis.url, redisPrefix: 'veghe-order' },
    })
  })
  afterAll(async () => {
    await world.stop()
    await redis.dispose()
  })

  test('emptied with 200 waiting, Redis has the same 200 in the same order at once, and holders keep theirs', async () => {
    await manyArrive(world, 203)
    await world.settle()
    const [ana, ben, carmen] = await operators(world, 3)
    if (!ana || !ben || !carmen) throw new Error('Three were asked for.')
    for (const one of [ana, ben, carmen]) await one.does('queue.next', {})
    await world.settle()
    const before = await boardOrder(ana)
    const held = await holders(ana)
    expect(await redisOrder(world)).toEqual(before)

    await world.server.redis.flushall()
    const began = performance.now()
    await reconcile(world.server)
    const tookMs = performance.now() - began

    expect(await redisOrder(world)).toEqual(before)
    expect(before).toHaveLength(200)
    expect(await boardOrder(ana)).toEqual(before)
    expect(await holders(ana)).toEqual(held)
    expect(tookMs).toBeLessThan(5_000)
    expect(await ana.tries('queue.next', {})).toMatchObject({ outcome: 'operator_has_contact' })
    for (const line of held) await finishes(world, line.slice(0, 36) as ContactId) // the first part is an id
  })

  test('while Redis is empty, whoever asks is served the first all the same', async () => {
    const ana = await operator(world)
    const [first, second] = await boardOrder(ana)

    await world.server.redis.flushall()
    expect(await ana.does('queue.next', {})).toMatchObject({ contactId: first })
    await world.settle()

    expect((await redisOrder(world))[0]).toBe(second)
  })

  test('1,000 waiting are in order again within five seconds', async () => {
    await manyArrive(world, 1_000)
    await world.settle()
    const ana = await operator(world)
    const before = await boardOrder(ana)

    await world.server.redis.flushall()
    const began = performance.now()
    await reconcile(world.server)

    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await redisOrder(world)).toEqual(before)
  }, 60_000)

  test('with Redis killed, contacts come in and are served in order; when it is back, it agrees again', async () => {
    const ana = await operator(world)
    await redis.kill9()
    const danger = await arrives(world, { hint: { raiseTo: 'P0', category: 'W5', words: 'mă bate acum' } })

    expect(await ana.does('queue.next', {})).toMatchObject({ contactId: danger })
    const before = await boardOrder(ana)
    await redis.restart()
    await expect.poll(() => world.server.redis.status).toBe('ready')
    await world.settle()

    expect(await redisOrder(world)).toEqual(before)
  })
})

describe('when Redis and Postgres disagree', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ chapters: [queueChapter] })
  })
  afterAll(() => world.stop())

  test('a row that comes too late revives nobody, and changes nothing that is newer', async () => {
    const ana = await operator(world)
    const contactId = await arrives(world, { ago: 10 })
    const late = { county, contactId, version: 1, score: 1, notFor: [] }
    await ana.does('queue.next', {})
    await world.settle()

    await relays['queue.put'](world.server, late)

    expect(await redisOrder(world)).toEqual([])
    await ana.does('queue.release', { contactId, reason: 'technical' })
    await world.settle()
    await relays['queue.drop'](world.server, late)
    expect(await redisOrder(world)).toEqual([contactId])
    await finishes(world, contactId)
    await world.settle()
  })

  test('an entry that Redis made up is not served, and is gone afterwards', async () => {
    const ana = await operator(world)
    const real = await arrives(world)
    await world.settle()
    const madeUp = { county, contactId: newId<ContactId>(), version: 3, score: 1, notFor: [] }
    await relays['queue.put'](world.server, madeUp)

    expect(await ana.does('queue.next', {})).toMatchObject({ contactId: real })
    await finishes(world, real)
    expect(await ana.tries('queue.next', {})).toMatchObject({ outcome: 'queue_empty' })
    await world.settle()
    expect(await redisOrder(world)).toEqual([])
  })

  test('what Redis lost or placed wrongly is put right within a round, and counted', async () => {
    const ana = await operator(world)
    const [lost, misplaced] = [await arrives(world, { ago: 20 }), await arrives(world, { ago: 10 })]
    await world.settle()
    await world.pass('5s')
    const key = `${world.server.redisPrefix}:{CJ}:queue:order`
    await world.server.redis.zrem(key, lost)
    await world.server.redis.zadd(key, 1, misplaced)

    await reconcile(world.server)
    const drift = await world.server.metrics.drift.get()
    expect(drift.values).toMatchObject([{ value: 2, labels: { county: 'CJ' } }])
    expect(await redisOrder(world)).toEqual([lost, misplaced])

    await reconcile(world.server)
    expect((await world.server.metrics.drift.get()).values).toMatchObject([{ value: 0 }])
    expect(await ana.does('queue.next', {})).toMatchObject({ contactId: lost })
    await finishes(world, lost)
    await finishes(world, misplaced)
  })

  test('two processes that race for the same contacts serve each of them once', async () => {
    const beside = await startWorld({ chapters: [queueChapter], beside: world })
    const here = await operators(world, 3)
    const there = await operators(beside, 3)
    for (let race = 0; race < 15; race++) {
      const waiting = [await arrives(world), await arrives(beside)]
      const tried = await Promise.all([...here, ...there].map((one) => one.tries('queue.next', {})))

      const served = tried.flatMap(({ reply }) => reply?.contactId ?? [])
      expect(served.toSorted()).toEqual(waiting.toSorted())
      for (const contactId of served) await finishes(world, contactId)
    }
    await beside.stop()
  })
})
