import { reconcile } from '@veghe/server/queue/order.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import type { Person } from '../support/person.ts'
import { arrives, everybodyIsDone, listens, operator, windowOf } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [queueChapter] })
})
afterAll(() => world.stop())
beforeEach(() => everybodyIsDone(world))

const entryOf = async (who: Person, contactId: string) =>
  (await who.asks('queue.board', {})).find(({ id }) => id === contactId)

/** An operator in a contact, whose screen has been heard for so long that its silence means something. */
async function inContact(told: { live: boolean }) {
  const ana = await operator(world)
  const contactId = await arrives(world, told)
  const screen = windowOf(world, ana)
  const beats = () => screen.beats(contactId)
  const { version } = await ana.does('queue.next', {})
  await listens(world, 24, beats)
  return { ana, contactId, screen, beats, version }
}

test('a screen that stays open keeps its contact, however long it lasts', async () => {
  const { ana, contactId, beats, version } = await inContact({ live: true })

  await listens(world, 60, beats)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', version })
})

test('whoever is on the line when a screen dies stands first for everybody after three seconds', async () => {
  const { ana, contactId, screen } = await inContact({ live: true })
  const danger = await arrives(world, { hint: { raiseTo: 'P0', category: 'W5', words: 'mă bate acum' } })

  await screen.closes()
  await listens(world, 2)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held' })
  await listens(world, 1)

  const entry = await entryOf(ana, contactId)
  expect(entry).toMatchObject({ state: 'waiting', live: true, holder: null })
  expect(entry?.why[0]).toEqual({ code: 'dropped', value: null })
  const ben = await operator(world)
  expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
  expect(await ana.does('queue.next', {})).toMatchObject({ contactId: danger })
})

test('whose screen died may be the first to take the call again', async () => {
  const { ana, contactId, screen } = await inContact({ live: true })

  await screen.closes()
  await listens(world, 3)

  expect(await ana.does('queue.next', {})).toMatchObject({ contactId })
})

test('a message returns to its old place after twenty seconds, and not before', async () => {
  const { ana, contactId, screen } = await inContact({ live: false })
  const before = (await entryOf(ana, contactId))?.score

  await screen.closes()
  await listens(world, 19)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held' })
  await listens(world, 1)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting', score: before, holder: null })
})

test('a screen that is opened again in time keeps the contact; so does a second tab', async () => {
  const { ana, contactId, screen, version } = await inContact({ live: true })
  const [again, second] = [windowOf(world, ana), windowOf(world, ana)]

  await screen.closes()
  await listens(world, 1)
  await again.beats(contactId)
  await second.beats(contactId)
  await listens(world, 8, () => again.beats(contactId).then(() => second.beats(contactId)))
  await second.closes()
  await listens(world, 8, () => again.beats(contactId))

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', version })
})

/** Redis is emptied, and the queue is built anew from Postgres. */
async function forgets(): Promise<void> {
  const keys = await world.server.redis.keys(`${world.server.redisPrefix}:{CJ}:queue:*`)
  await world.server.redis.del(...keys)
  await reconcile(world.server)
}

test('after Redis has forgotten who is there, everybody has twenty seconds to be heard again', async () => {
  const { ana, contactId, version } = await inContact({ live: true })
  await forgets()

  await listens(world, 19)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', version })
  await listens(world, 1)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting' })
})

test('a screen that closes after Redis has forgotten leaves nobody alone for longer than four seconds', async () => {
  const { ana, contactId, screen, version } = await inContact({ live: true })
  await forgets()

  await screen.closes()
  await listens(world, 3)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', version })
  await listens(world, 1)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting' })
})

test('a clock that jumps an hour ahead takes nobody’s contact away', async () => {
  const { ana, contactId, beats, version } = await inContact({ live: true })

  await world.pass('1h')
  await listens(world, 16)
  await listens(world, 8, beats)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', version })
})

test('a real socket that closes is noticed: its contact goes back', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world, { live: true })
  const screen = await ana.listens()
  await ana.does('queue.next', {})
  await listens(world, 20)
  screen.present(contactId)
  const key = `${world.server.redisPrefix}:{CJ}:queue`
  await expect.poll(() => world.server.redis.hlen(`${key}:beats`)).toBeGreaterThan(0)

  screen.close()
  await expect.poll(() => world.server.redis.hget(`${key}:left`, ana.staffId)).toBeTruthy()
  await listens(world, 3)

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting' })
})
