import type { Chapter } from '@veghe/server/platform/chapter.ts'
import type { Ctx } from '@veghe/server/platform/context.ts'
import { defineJob } from '@veghe/server/platform/jobs.ts'
import { CountyCode, newId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes, seconds } from '@veghe/shared/kernel/time.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'

const cluj = CountyCode.parse('CJ')
const system = { kind: 'system' } as const
const staffId = StaffId.parse(newId())

let done: string[]
let failing: boolean
let calledOutside: number

const remind = defineJob({
  name: 'queue.remind',
  payload: z.object({ staffId: StaffId }),
  attempts: 3,
  run: async (ctx) => {
    if (failing) throw new Error('not now')
    done.push(ctx.now.toISOString())
    await ctx.happened('queue.statusSet', { county: cluj, staffId })
  },
})
const ask = defineJob({
  name: 'telephony.ask',
  payload: z.object({ staffId: StaffId }),
  attempts: 2,
  before: async () => {
    calledOutside += 1
    return { answer: 'yes' }
  },
  run: async (_ctx, _payload, found: { answer: string }) => {
    if (failing) throw new Error('not now')
    done.push(found.answer)
  },
})
const chapter: Chapter = {
  name: 'later',
  jobs: [remind, ask],
  relays: {
    'queue.enter': async (_world, payload) => {
      if (failing) throw new Error('Redis is away')
      done.push(`entered ${String(payload.id)}`)
    },
  },
  reactions: [
    {
      on: 'queue.statusSet',
      records: ['queue.released'],
      run: async (ctx, fact) => {
        await ctx.happened('queue.released', { county: fact.county })
      },
    },
  ],
}

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [chapter] })
})
afterAll(() => world.stop())
beforeEach(async () => {
  failing = false
  await world.pass('2h')
  await runSql(world.database.superUrl, 'delete from outbox')
  world.at('10:00')
  done = []
  calledOutside = 0
})

const asSystem = <T>(work: (ctx: Ctx) => Promise<T>) => world.server.transact(system, work)
const remindIn = (ms: number, key = 'one') =>
  asSystem(async (ctx) => remind.later(ctx, { key, runAt: after(ctx.now, ms), payload: { staffId } }))
const count = async (table: string, where = 'true') => {
  const rows = await runSql<{ n: number }>(
    world.database.superUrl,
    `select count(*)::int as n from ${table} where ${where}`,
  )
  return rows[0]?.n
}

test('work for later is done when it is due, once', async () => {
  await remindIn(minutes(2))

  await world.pass('1m')
  expect(done).toEqual([])
  await world.pass('5m')
  expect(done).toEqual(['2027-03-03T10:02:00.000Z'])
})

test('asking again under the same key while it waits changes nothing; afterwards it is asked anew', async () => {
  await remindIn(minutes(1))
  await remindIn(minutes(1))
  await world.pass('1m')
  expect(done).toHaveLength(1)

  await remindIn(minutes(1))
  await world.pass('1m')
  expect(done).toHaveLength(2)
})

test('a transaction that is refused leaves neither work nor facts nor anything said', async () => {
  const before = await count('facts')
  const refused = asSystem(async (ctx) => {
    remind.later(ctx, { key: 'one', runAt: ctx.now, payload: { staffId } })
    await ctx.happened('queue.statusSet', { county: cluj })
    throw new Refusal('busy')
  })
  await expect(refused).rejects.toThrow('busy')
  await world.settle()

  expect(done).toEqual([])
  expect(await count('facts')).toBe(before)
  expect(await count('outbox')).toBe(0)
})

test('what a fact causes happens in the same transaction', async () => {
  const before = (await count('facts')) ?? 0
  await asSystem((ctx) => ctx.happened('queue.statusSet', { county: cluj }))
  expect(await count('facts')).toBe(before + 2)
})

test('a job that fails comes again after a pause, and its half-done work is gone', async () => {
  const before = (await count('facts')) ?? 0
  failing = true
  await remindIn(0)
  await world.settle()
  expect(await count('outbox', 'attempts = 1 and done_at is null and parked_at is null')).toBe(1)

  failing = false
  await world.pass('10s')
  expect(done).toHaveLength(1)
  expect(await count('facts')).toBe(before + 2)
})

test('a job that always fails is parked for a person, and the others go on', async () => {
  failing = true
  await remindIn(0)
  await world.pass('2m')
  expect(await count('outbox', 'attempts = 3 and parked_at is not null')).toBe(1)

  failing = false
  await remindIn(0, 'another')
  await world.settle()
  expect(done).toHaveLength(1)
})

test('a job nobody knows is parked at once', async () => {
  await asSystem(async (ctx) => ctx.later({ name: 'no.such', key: 'x', payload: {}, runAt: ctx.now }))
  await world.settle()
  expect(await count('outbox', 'parked_at is not null')).toBe(1)
})

test('a row that two workers take up at once is done once', async () => {
  await remindIn(0)
  const other = await startWorld({ chapters: [chapter], beside: world })
  const rows = await runSql<{ id: string; name: string }>(
    world.database.superUrl,
    'select id::text, name from outbox',
  )
  const [row = { id: '', name: '' }] = rows
  const workers = [world, other, world, other]
  await Promise.all(workers.map(({ opened }) => opened.jobs.run(row)))

  expect(done).toHaveLength(1)
  await other.stop()
})

test('what must not sit in a transaction is done before it, and by one worker only', async () => {
  await asSystem(async (ctx) => ask.later(ctx, { key: 'one', runAt: ctx.now, payload: { staffId } }))
  const rows = await runSql<{ id: string; name: string }>(
    world.database.superUrl,
    'select id::text, name from outbox',
  )
  const [row = { id: '', name: '' }] = rows
  await Promise.all([world.opened.jobs.run(row), world.opened.jobs.run(row)])

  expect(done).toEqual(['yes'])
  expect(calledOutside).toBe(1)
})

test('rows for Redis are handed over in order after the commit, and again when Redis was away', async () => {
  const enter = (id: number) =>
    asSystem(async (ctx) =>
      ctx.later({ name: 'queue.enter', key: String(id), payload: { id }, runAt: ctx.now }),
    )
  failing = true
  await enter(1)
  await enter(2)
  await world.opened.relay.drain()
  expect(done).toEqual([])
  expect(world.opened.relay.isHealthy()).toBe(false)

  failing = false
  await world.opened.relay.drain()
  expect(done).toEqual(['entered 1', 'entered 2'])
  await enter(3)
  await world.opened.relay.drain()
  expect(done).toEqual(['entered 1', 'entered 2', 'entered 3'])
  expect(await count('outbox', 'done_at is null')).toBe(0)
  expect(world.opened.relay.isHealthy()).toBe(true)
})

test('two transactions that want the same rows in another order both succeed', async () => {
  await remindIn(minutes(60), 'a')
  await remindIn(minutes(60), 'b')
  const both = { first: Promise.withResolvers<void>(), second: Promise.withResolvers<void>() }
  const touch = (ctx: Ctx, key: string) =>
    ctx.db.execute(`update outbox set created_at = created_at where key = '${key}'`)
  const crossing = (
    keys: [string, string],
    own: PromiseWithResolvers<void>,
    other: PromiseWithResolvers<void>,
  ) =>
    asSystem(async (ctx) => {
      await touch(ctx, keys[0])
      own.resolve()
      await other.promise
      await touch(ctx, keys[1])
    })

  await expect(
    Promise.all([
      crossing(['a', 'b'], both.first, both.second),
      crossing(['b', 'a'], both.second, both.first),
    ]),
  ).resolves.toHaveLength(2)
})

test('a statement that takes longer than a webhook may wait is refused as unavailable', async () => {
  const slow = world.server.transact(system, (ctx) => ctx.db.execute('select pg_sleep(3)'), {
    limitMs: 100,
  })
  await expect(slow).rejects.toThrow('unavailable')
  await remindIn(seconds(0))
})
