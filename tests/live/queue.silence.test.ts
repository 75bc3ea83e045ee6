import { chapters } from '@veghe/server/chapters.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { type Line, nobodyWaits, openLine, queueOf } from '../support/line.ts'
import { operator } from '../support/queue.ts'

let world: World
let line: Line
beforeAll(async () => {
  world = await startWorld({ chapters })
  line = openLine(world)
})
afterAll(() => world.stop())
beforeEach(() => nobodyWaits(world))

let numbered = 0
const someone = () => `+4070005${String(1000 + ++numbered)}`
const writes = async (from: string, body: string) =>
  expect((await line.posts(line.message(line.text(from, body)))).status).toBe(200)

/** A text that waited two minutes, in the hands of an operator since. */
async function inHand(from = someone()) {
  await writes(from, 'alo')
  await world.pass('2m')
  const before = await entryOf(from)
  const ana = await operator(world)
  await world.pass('1s')
  const contactId = ContactId.parse((await ana.does('queue.next', {})).contactId)
  const replies = () => ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
  const returnsIn = async () => {
    const { returnsAt } = await ana.asks('intake.contact', { contactId })
    return returnsAt && (returnsAt.getTime() - world.now().getTime()) / 1000
  }
  return { ana, contactId, from, before, replies, returnsIn }
}
const entryOf = async (from: string) =>
  (await queueOf(world)).find(({ callerDigits }) => callerDigits === from.slice(-3))

describe('a thread whose holder writes nothing', () => {
  test('goes back after five minutes, at its old place, and whoever held it is free', async () => {
    const { ana, contactId, from, before, returnsIn } = await inHand()
    const screen = await ana.listens()
    expect(await returnsIn()).toBe(300)

    await world.pass('299s')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })
    expect(await returnsIn()).toBe(1)
    await world.pass('1s')

    expect(await entryOf(from)).toMatchObject({ state: 'waiting', score: before?.score, holder: null })
    await screen.hears('queue.changed', ({ id, state }) => id === contactId && state === 'waiting')
    await screen.hears('operator.changed', ({ id, status }) => id === ana.staffId && status === 'available')
    expect(bodiesOf(await factsAbout(world, contactId), 'queue.returned')).toEqual([
      { cause: 'silence', live: false },
    ])
    expect((await ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })).outcome).toBe('not_holder')
    const ben = await operator(world)
    expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
  })

  test('stays once it was answered, until they write again and that waits five minutes', async () => {
    const { from, replies, returnsIn } = await inHand()
    await world.pass('4m')
    await replies()

    await world.pass('30m')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })
    expect(await returnsIn()).toBeNull()

    await writes(from, 'mai sunteți?')
    expect(await returnsIn()).toBe(300)
    await world.pass('4m')
    await writes(from, 'alo?')
    expect(await returnsIn()).toBe(60)
    await world.pass('1m')
    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })
  })

  test('gives its next holder five minutes too', async () => {
    const { from } = await inHand()
    await world.pass('5m')
    const ben = await operator(world)
    await ben.does('queue.next', {})

    await world.pass('4m')
    expect(await entryOf(from)).toMatchObject({ state: 'held', holder: { staffId: ben.staffId } })
    await world.pass('1m')

    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })
  })

  test('stays where it is when they want no answer, or can get none', async () => {
    const { from, returnsIn } = await inHand()
    await writes(from, 'STOP')
    expect(await returnsIn()).toBeNull()
    await world.pass('1h')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })

    await nobodyWaits(world)
    await writes('INFO-BANK', 'Contul dvs.')
    const ben = await operator(world)
    const { contactId } = await ben.does('queue.next', {})
    await world.pass('1h')
    expect(await queueOf(world)).toContainEqual(expect.objectContaining({ id: contactId, state: 'held' }))
  })
})

test('a call in hand is nobody’s silence, whatever the caller writes beside it', async () => {
  const from = someone()
  await line.posts(line.arrival(line.call(from)))
  const ana = await operator(world)
  await world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})

  await writes(from, 'nu pot vorbi')
  await world.pass('1h')

  expect(await entryOf(from)).toMatchObject({ id: contactId, state: 'held' })
})
