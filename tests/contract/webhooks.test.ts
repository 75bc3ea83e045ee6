import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { chapters } from '@veghe/server/chapters.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { nobodyWaits, queueOf } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import { operator } from '../support/queue.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  // The network tells its own time; a product that lives before it sees all of the network's list as recent.
  const started = await startWithNetwork({ chapters, startsAt: '2020-01-01T10:00:00.000Z' })
  world = started.world
  network = started.network
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})
beforeEach(async () => {
  await world.settle()
  await nobodyWaits(world)
})
const noAnswer = 11205
/** Whatever a test did, the network found no fault with any document it was given. */
afterEach(() => {
  const faulty = network
    .journal()
    .filter((entry) => entry.what === 'bug' || (entry.what === 'document.refused' && entry.code !== noAnswer))
  expect(faulty).toEqual([])
})

let numbered = 0
const someone = () => `+4070003${String(1000 + ++numbered)}`
const entryOf = async (from: string) =>
  (await queueOf(world)).find(({ callerDigits }) => callerDigits === from.slice(-3))
/** What was asked and reported has been carried out on both sides. */
async function allIsDone() {
  await network.settled()
  await world.settle()
  await network.settled()
}
async function taken() {
  await world.settle()
  const ana = await operator(world)
  await world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  await allIsDone()
  return { ana, contactId }
}
const state = async (contactId: ContactId) =>
  (await (await world.signIn('duty_officer')).asks('intake.contact', { contactId })).callState

describe('with the network’s own documents and requests', () => {
  test('a caller hears to wait, is taken to the operator, back again, and hung up', async () => {
    const from = someone()
    const call = await network.placeCall({ from })
    const { ana, contactId } = await taken()

    await network.seen(
      ({ what, ...entry }) => what === 'room.joined' && JSON.stringify(entry).includes(contactId),
    )
    expect(await state(contactId)).toBe('connected')

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await allIsDone()
    await network.seen((entry) => entry.what === 'call.heard' && entry.text.includes('Rămâneți cu noi'))
    expect(await state(contactId)).toBe('waiting')
    expect(await entryOf(from)).toMatchObject({ state: 'waiting', live: true })

    const ben = await operator(world)
    await ben.does('queue.next', {})
    await allIsDone()
    await ben.does('intake.hangUp', { contactId })
    await allIsDone()
    expect(call.status).toBe('completed')
    expect(await state(contactId)).toBe('ended')
  })

  test('a caller who hangs up while waiting is to be called back', async () => {
    const from = someone()
    await network.placeCall({ from })
    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })

    await network.hangUp({ phone: from })
    await allIsDone()

    const entry = await entryOf(from)
    expect(entry).toMatchObject({ state: 'ended', ending: 'abandoned' })
    const ana = await operator(world)
    const callBacks = await ana.asks('queue.callBacks', {})
    expect(callBacks.find(({ contactId }) => contactId === entry?.id)).toMatchObject({ state: 'open' })
  })

  test('an answer reaches the phone that wrote, once, and is shown as delivered', async () => {
    const from = someone()
    await network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici. „Poți vorbi?”' })
    await allIsDone()
    await network.seen((entry) => entry.what === 'text.status' && entry.status === 'delivered')
    await allIsDone()

    const sent = network.phone(from).texts.filter(({ direction }) => direction === 'outbound-api')
    expect(sent.map(({ body }) => body)).toEqual(['Sunt aici. „Poți vorbi?”'])
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.find(({ direction }) => direction === 'out')?.status).toBe('delivered')
  })

  test('an answer on WhatsApp reaches them there, and no SMS is sent', async () => {
    const from = someone()
    await network.sendText({ from: `whatsapp:${from}`, body: 'alo' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await allIsDone()
    const sid = network.phone(`whatsapp:${from}`).texts.at(-1)?.sid
    await network.seen(
      (entry) => entry.what === 'text.status' && entry.status === 'delivered' && entry.sid === sid,
    )
    await allIsDone()

    expect(network.phone(`whatsapp:${from}`).texts.map(({ body }) => body)).toEqual(['alo', 'Sunt aici.'])
    expect(network.phone(from).texts).toEqual([])
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.at(-1)).toMatchObject({ channel: 'whatsapp', status: 'delivered' })
  })

  test('an answer to whom the network still keeps texts from is refused by it, and shown for what it is', async () => {
    const from = someone()
    await network.sendText({ from, body: 'STOP' })
    await world.pass('1s')
    await network.sendText({ from, body: 'mai sunteți?' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await allIsDone()

    expect(network.phone(from).texts.map(({ body }) => body)).toEqual(['STOP', 'mai sunteți?'])
    const seen = await ana.asks('intake.contact', { contactId })
    expect(seen).toMatchObject({ hasOptedOut: true })
    expect(seen.messages.at(-1)).toMatchObject({ status: 'failed', errorCode: '21610' })
  })
})

describe('what the network could not tell', () => {
  afterEach(() => void network.faults({ failWebhooks: 0, failRest: 0 }))

  test('of a call that came and went meanwhile is found on its list: received, and to be called back', async () => {
    const from = someone()
    network.faults({ failWebhooks: 1000 })
    await network.placeCall({ from }).catch(() => {})
    await network.hangUp({ phone: from }).catch(() => {})
    expect(await entryOf(from)).toBeUndefined()

    network.faults({ failWebhooks: 0 })
    await allIsDone()
    await world.settle()

    expect(await entryOf(from)).toMatchObject({ state: 'ended', ending: 'abandoned' })
  })

  test('of a text is found on its list, once', async () => {
    const from = someone()
    network.faults({ failWebhooks: 1000 })
    await network.sendText({ from, body: 'mă bate acum' }).catch(() => {})

    network.faults({ failWebhooks: 0 })
    await world.settle()
    await world.settle()

    const entries = (await queueOf(world)).filter(({ callerDigits }) => callerDigits === from.slice(-3))
    expect(entries).toMatchObject([{ state: 'waiting', hint: { raiseTo: 'P0' } }])
  })

  test('of the end of a call that had been answered is found on its list', async () => {
    const from = someone()
    await network.placeCall({ from })
    const { contactId } = await taken()
    await network.seen(
      (entry) => entry.what === 'room.joined' && entry.sid === network.phone(from).calls[0]?.sid,
    )
    network.faults({ failWebhooks: 1000 })
    await network.hangUp({ phone: from })
    expect(await state(contactId)).toBe('connected')

    network.faults({ failWebhooks: 0 })
    await world.settle()

    expect(await state(contactId)).toBe('ended')
  })

  test('of an answer’s fate is asked for', async () => {
    const from = someone()
    await network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()
    network.faults({ failWebhooks: 1000 })
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await allIsDone()
    await network.seen(
      (entry) => entry.what === 'text.status' && entry.status === 'delivered' && isFor(from, entry.sid),
    )

    network.faults({ failWebhooks: 0 })
    await world.pass('2m')

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.find(({ direction }) => direction === 'out')?.status).toBe('delivered')
  })

  const isFor = (from: string, sid: string) => network.phone(from).texts.some((text) => text.sid === sid)

  test('the network that answers nothing for a while is asked again, and the text is sent once', async () => {
    const from = someone()
    await network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()
    network.faults({ failRest: 6 })
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await world.settle()

    await world.pass('1m')
    await allIsDone()

    const sent = network.phone(from).texts.filter(({ direction }) => direction === 'outbound-api')
    expect(sent).toHaveLength(1)
  })
})
