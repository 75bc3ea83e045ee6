import { beforeEach, describe, expect, test } from 'vitest'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesNext } from '../support/holds.ts'
import { nobodyWaits, queueOf } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

const writes = async (from: string, body: string) =>
  expect((await here.line.posts(here.line.message(here.line.text(from, body)))).status).toBe(200)

/** A text that waited two minutes, in the hands of an operator since. */
async function inHand(from = here.someone()) {
  await writes(from, 'alo')
  await here.world.pass('2m')
  const before = await entryOf(from)
  const { ana, contactId, view } = await takesNext(here.world)
  const replies = () => ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
  const returnsIn = async () => {
    const { returnsAt } = await view()
    return returnsAt && (returnsAt.getTime() - here.world.now().getTime()) / 1000
  }
  return { ana, contactId, from, before, replies, returnsIn }
}
const entryOf = async (from: string) =>
  (await queueOf(here.world)).find(({ callerDigits }) => callerDigits === from.slice(-3))

describe('a thread whose holder writes nothing', () => {
  test('goes back after five minutes, at its old place, and whoever held it is free', async () => {
    const { ana, contactId, from, before, returnsIn } = await inHand()
    const screen = await ana.listens()
    expect(await returnsIn()).toBe(300)

    await here.world.pass('299s')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })
    expect(await returnsIn()).toBe(1)
    await here.world.pass('1s')

    expect(await entryOf(from)).toMatchObject({ state: 'waiting', score: before?.score, holder: null })
    await screen.hears('queue.changed', ({ id, state }) => id === contactId && state === 'waiting')
    await screen.hears('operator.changed', ({ id, status }) => id === ana.staffId && status === 'available')
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.returned')).toEqual([
      { cause: 'silence', live: false },
    ])
    expect((await ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })).outcome).toBe('not_holder')
    const ben = await operator(here.world)
    expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
  })

  test('stays once it was answered, until they write again and that waits five minutes', async () => {
    const { from, replies, returnsIn } = await inHand()
    await here.world.pass('4m')
    await replies()

    await here.world.pass('30m')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })
    expect(await returnsIn()).toBeNull()

    await writes(from, 'mai sunteți?')
    expect(await returnsIn()).toBe(300)
    await here.world.pass('4m')
    await writes(from, 'alo?')
    expect(await returnsIn()).toBe(60)
    await here.world.pass('1m')
    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })
  })

  test('gives its next holder five minutes too', async () => {
    const { from } = await inHand()
    await here.world.pass('5m')
    const ben = await operator(here.world)
    await ben.does('queue.next', {})

    await here.world.pass('4m')
    expect(await entryOf(from)).toMatchObject({ state: 'held', holder: { staffId: ben.staffId } })
    await here.world.pass('1m')

    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })
  })

  test('stays where it is when they want no answer, or can get none', async () => {
    const { from, returnsIn } = await inHand()
    await writes(from, 'STOP')
    expect(await returnsIn()).toBeNull()
    await here.world.pass('1h')
    expect(await entryOf(from)).toMatchObject({ state: 'held' })

    await nobodyWaits(here.world)
    await writes('INFO-BANK', 'Contul dvs.')
    const ben = await operator(here.world)
    const { contactId } = await ben.does('queue.next', {})
    await here.world.pass('1h')
    expect(await queueOf(here.world)).toContainEqual(
      expect.objectContaining({ id: contactId, state: 'held' }),
    )
  })
})

test('a call in hand is nobody’s silence, whatever the caller writes beside it', async () => {
  const from = here.someone()
  await here.line.posts(here.line.arrival(here.line.call(from)))
  const ana = await operator(here.world)
  await here.world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})

  await writes(from, 'nu pot vorbi')
  await here.world.pass('1h')

  expect(await entryOf(from)).toMatchObject({ id: contactId, state: 'held' })
})
