import type { Chapter } from '@veghe/server/platform/chapter.ts'
import { digestOf } from '@veghe/shared/kernel/board.ts'
import { CountyCode, newId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { OperatorEntry } from '@veghe/shared/queue/queue.contract.ts'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'

const cluj = CountyCode.parse('CJ')
const system = { kind: 'system' } as const
const entries = new Map<string, OperatorEntry>()
let present: (string | undefined)[] = []

/** A board of operators, in the simplest way: what is tested here is who hears what. */
const board: Chapter = {
  name: 'board',
  handlers: { 'queue.operators': async () => [...entries.values()] },
  boards: [
    {
      push: 'operator.changed',
      read: async (_ctx, id) => {
        const body = entries.get(id)
        return body ? { body } : null
      },
      stamps: async () => [...entries.values()],
    },
  ],
  present: async (_world, { contactId }) => {
    present.push(contactId)
  },
}

let world: World
let other: World
beforeAll(async () => {
  world = await startWorld({ chapters: [board] })
  other = await startWorld({ chapters: [board], beside: world })
})
afterAll(async () => {
  await other.stop()
  await world.stop()
})
beforeEach(() => {
  entries.clear()
  present = []
})

const change = (at: World, version = 1, id = StaffId.parse(newId())): Promise<OperatorEntry> => {
  const entry = {
    ...{ id, version, name: 'Ana Pop', status: 'available', contactId: null },
    ...{ since: at.now(), changedAt: at.now() },
  } satisfies OperatorEntry
  entries.set(id, entry)
  return at.server.transact(system, async (ctx) => {
    ctx.tell('operator.changed', entry, { county: cluj })
    return entry
  })
}

test('a change is heard by those of the county who may look, in every process, and by nobody else', async () => {
  const [ana, dana] = [await world.signIn('operator'), await world.signIn('manager')]
  const [maria, sorin] = [
    await world.signIn('operator', { county: 'BN' }),
    await world.signIn('administrator'),
  ]
  const near = await ana.listens()
  const far = await (await other.signIn('duty_officer')).listens()
  const strangers = [await maria.listens(), await sorin.listens()]
  const alsoNear = await dana.listens()

  const entry = await change(world)

  expect(await near.hears('operator.changed')).toEqual(entry)
  expect(await alsoNear.hears('operator.changed')).toEqual(entry)
  expect(await far.hears('operator.changed')).toEqual(entry)
  for (const stranger of strangers) expect(stranger.heard('operator.changed')).toEqual([])
  expect(near.heard('operator.changed')).toHaveLength(1)
})

test('what was not promised to the readers is stripped from a push', async () => {
  const screen = await (await world.signIn('operator')).listens()
  const id = StaffId.parse(newId())
  await world.server.transact(system, async (ctx) => {
    const more = { phone: '+40700000001' }
    const told = { id, version: 1, name: 'Ana', status: 'off' as const, since: ctx.now, contactId: null }
    ctx.tell('operator.changed', { ...told, changedAt: ctx.now, ...more }, { county: cluj })
  })
  expect(await screen.hears('operator.changed', (entry) => entry.id === id)).not.toHaveProperty('phone')
})

test('Redis carries which row changed and nothing of what it says', async () => {
  const spy = new Redis(world.server.config.redisUrl)
  const channel = `${world.server.redisPrefix}:live`
  const heard = Promise.withResolvers<string>()
  spy.on('message', (_channel, text) => heard.resolve(text))
  await spy.subscribe(channel)

  const { id } = await change(world)

  expect(JSON.parse(await heard.promise)).toEqual({
    from: expect.any(String),
    changed: [{ push: 'operator.changed', county: 'CJ', id, version: 1 }],
  })
  spy.disconnect()
})

test('what Redis did not carry is found by looking around, and told once', async () => {
  const deaf = await startWorld({
    chapters: [board],
    beside: world,
    config: { redisPrefix: 'veghe-test-deaf' },
  })
  const screen = await (await deaf.signIn('operator')).listens()
  await deaf.web.boards.lookAround()

  const entry = await change(world)
  await deaf.pass('2s')
  await deaf.web.boards.lookAround()
  await deaf.web.boards.lookAround()
  const after = await change(deaf, 2)

  await screen.hears('operator.changed', ({ id }) => id === after.id)
  expect(screen.heard('operator.changed')).toEqual([entry, after])
  await deaf.stop()
})

test('a transaction that fails is not heard of', async () => {
  const screen = await (await world.signIn('operator')).listens()
  const failed = world.server.transact(system, async (ctx) => {
    const entry = await change(world, 7)
    ctx.tell('operator.changed', { ...entry, version: 8 }, { county: cluj })
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await screen.hears('operator.changed', ({ version }) => version === 7)
  expect(screen.heard('operator.changed').some(({ version }) => version === 8)).toBe(false)
})

test('only people with a session and from our own pages may listen', async () => {
  const ana = await world.signIn('operator')
  const program = await world.program(['queue.operators'])

  await expect(program.listens()).rejects.toThrow(/origin_refused|not_signed_in/)
  const stranger = { ...ana, headers: { ...ana.headers, cookie: 'session=unknown' } }
  await expect(world.listenWith(stranger.headers)).rejects.toThrow('not_signed_in')
  await expect(world.listenWith({ ...ana.headers, origin: 'https://elsewhere.example' })).rejects.toThrow(
    'origin_refused',
  )
})

test('a person whose role is taken away is cut off, in every process, and hears nothing more', async () => {
  const ana = await world.signIn('operator')
  const near = await ana.listens()
  const far = await other.listenWith({ ...ana.headers, origin: other.url })
  const ben = await (await world.signIn('operator')).listens()

  await world.server.transact(system, async (ctx) => ctx.cutOff(ana.staffId))
  await near.cut
  await far.cut

  await change(world)
  await ben.hears('operator.changed')
  expect(near.heard('operator.changed')).toEqual([])
})

test('a session that ended without a word is found at the next look', async () => {
  const ana = await world.signIn('operator')
  const ben = await world.signIn('operator')
  const [ending, staying] = [await ana.listens(), await ben.listens()]
  world.change(ana, ['administrator'])

  await world.web.boards.recheck()
  await ending.cut
  await change(world)
  await staying.hears('operator.changed')
})

test('the digest counts what has stood for two seconds', async () => {
  const screen = await (await world.signIn('operator')).listens()
  const [first, second] = [await change(world), await change(world)]
  await world.pass('2s')
  await change(world)

  await world.web.boards.digest()
  await screen.hears('operator.changed')
  const [digest] = await screen.digested('operator.changed')

  expect(digest).toMatchObject(digestOf([first, second], world.now()))
})

test('a screen says that it is there and which contact it shows; other talk is not heard', async () => {
  const screen = await (await world.signIn('operator')).listens()
  const contactId = newId<string>()
  screen.present(contactId)
  screen.present(contactId)
  screen.present('mă bate acum')
  await change(world)
  await screen.hears('operator.changed')
  await world.web.boards.digest()
  await screen.digested('operator.changed')

  expect(present).toEqual([contactId])
})

test('with Redis away a process starts all the same and its own screens hear', async () => {
  const alone = await startWorld({ chapters: [board], config: { redisUrl: 'redis://127.0.0.1:9' } })
  const screen = await (await alone.signIn('operator')).listens()
  const entry = await change(alone)

  expect(await screen.hears('operator.changed')).toEqual(entry)
  const ready = await (await fetch(`${alone.url}/readyz`)).json()
  expect(ready).toMatchObject({ ready: true, postgres: true, redis: false })
  await alone.stop()
})
