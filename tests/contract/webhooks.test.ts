import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nobodyWaits, queueOf } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile()
beforeEach(async () => {
  await here.world.settle()
  await nobodyWaits(here.world)
})
const noAnswer = 11205
/** Whatever a test did, the network found no fault with any document it was given. */
afterEach(() => {
  const faulty = here.network
    .journal()
    .filter((entry) => entry.what === 'bug' || (entry.what === 'document.refused' && entry.code !== noAnswer))
  expect(faulty).toEqual([])
})

const entryOf = async (from: string) =>
  (await queueOf(here.world)).find(({ callerDigits }) => callerDigits === from.slice(-3))
async function taken() {
  await here.world.settle()
  const ana = await operator(here.world)
  await here.world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  await here.settles()
  return { ana, contactId }
}
const state = async (contactId: ContactId) =>
  (await (await here.world.signIn('duty_officer')).asks('intake.contact', { contactId })).callState

describe('with the network’s own documents and requests', () => {
  test('a caller hears to wait, is taken to the operator, back again, and hung up', async () => {
    const from = here.someone()
    const call = await here.network.placeCall({ from })
    const { ana, contactId } = await taken()

    await here.network.seen(
      ({ what, ...entry }) => what === 'room.joined' && JSON.stringify(entry).includes(contactId),
    )
    expect(await state(contactId)).toBe('connected')

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await here.settles()
    await here.network.seen((entry) => entry.what === 'call.heard' && entry.text.includes('Rămâneți cu noi'))
    expect(await state(contactId)).toBe('waiting')
    expect(await entryOf(from)).toMatchObject({ state: 'waiting', live: true })

    const ben = await operator(here.world)
    await ben.does('queue.next', {})
    await here.settles()
    await ben.does('intake.hangUp', { contactId })
    await here.settles()
    expect(call.status).toBe('completed')
    expect(await state(contactId)).toBe('ended')
  })

  test('a caller who hangs up while waiting is to be called back', async () => {
    const from = here.someone()
    await here.network.placeCall({ from })
    expect(await entryOf(from)).toMatchObject({ state: 'waiting' })

    await here.network.hangUp({ phone: from })
    await here.settles()

    const entry = await entryOf(from)
    expect(entry).toMatchObject({ state: 'ended', ending: 'abandoned' })
    const ana = await operator(here.world)
    const callBacks = await ana.asks('queue.callBacks', {})
    expect(callBacks.find(({ contactId }) => contactId === entry?.id)).toMatchObject({ state: 'open' })
  })

  test('an answer reaches the phone that wrote, once, and is shown as delivered', async () => {
    const from = here.someone()
    await here.network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici. „Poți vorbi?”' })
    await here.settles()
    await here.network.seen((entry) => entry.what === 'text.status' && entry.status === 'delivered')
    await here.settles()

    const sent = here.network.phone(from).texts.filter(({ direction }) => direction === 'outbound-api')
    expect(sent.map(({ body }) => body)).toEqual(['Sunt aici. „Poți vorbi?”'])
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.find(({ direction }) => direction === 'out')?.status).toBe('delivered')
  })

  test('an answer on WhatsApp reaches them there, and no SMS is sent', async () => {
    const from = here.someone()
    await here.network.sendText({ from: `whatsapp:${from}`, body: 'alo' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await here.settles()
    const sid = here.network.phone(`whatsapp:${from}`).texts.at(-1)?.sid
    await here.network.seen(
      (entry) => entry.what === 'text.status' && entry.status === 'delivered' && entry.sid === sid,
    )
    await here.settles()

    expect(here.network.phone(`whatsapp:${from}`).texts.map(({ body }) => body)).toEqual([
      'alo',
      'Sunt aici.',
    ])
    expect(here.network.phone(from).texts).toEqual([])
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.at(-1)).toMatchObject({ channel: 'whatsapp', status: 'delivered' })
  })

  test('an answer to whom the network still keeps texts from is refused by it, and shown for what it is', async () => {
    const from = here.someone()
    await here.network.sendText({ from, body: 'STOP' })
    await here.world.pass('1s')
    await here.network.sendText({ from, body: 'mai sunteți?' })
    const { ana, contactId } = await taken()

    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await here.settles()

    expect(here.network.phone(from).texts.map(({ body }) => body)).toEqual(['STOP', 'mai sunteți?'])
    const seen = await ana.asks('intake.contact', { contactId })
    expect(seen).toMatchObject({ hasOptedOut: true })
    expect(seen.messages.at(-1)).toMatchObject({ status: 'failed', errorCode: '21610' })
  })
})

describe('what the network could not tell', () => {
  afterEach(() => void here.network.faults({ failWebhooks: 0, failRest: 0 }))

  test('of a call that came and went meanwhile is found on its list: received, and to be called back', async () => {
    const from = here.someone()
    here.network.faults({ failWebhooks: 1000 })
    await here.network.placeCall({ from }).catch(() => {})
    await here.network.hangUp({ phone: from }).catch(() => {})
    expect(await entryOf(from)).toBeUndefined()

    here.network.faults({ failWebhooks: 0 })
    await here.settles()
    await here.world.settle()

    expect(await entryOf(from)).toMatchObject({ state: 'ended', ending: 'abandoned' })
  })

  test('of a text is found on its list, once', async () => {
    const from = here.someone()
    here.network.faults({ failWebhooks: 1000 })
    await here.network.sendText({ from, body: 'mă bate acum' }).catch(() => {})

    here.network.faults({ failWebhooks: 0 })
    await here.world.settle()
    await here.world.settle()

    const entries = (await queueOf(here.world)).filter(({ callerDigits }) => callerDigits === from.slice(-3))
    expect(entries).toMatchObject([{ state: 'waiting', hint: { raiseTo: 'P0' } }])
  })

  test('of the end of a call that had been answered is found on its list', async () => {
    const from = here.someone()
    await here.network.placeCall({ from })
    const { contactId } = await taken()
    await here.network.seen(
      (entry) => entry.what === 'room.joined' && entry.sid === here.network.phone(from).calls[0]?.sid,
    )
    here.network.faults({ failWebhooks: 1000 })
    await here.network.hangUp({ phone: from })
    expect(await state(contactId)).toBe('connected')

    here.network.faults({ failWebhooks: 0 })
    await here.world.settle()

    expect(await state(contactId)).toBe('ended')
  })

  test('of an answer’s fate is asked for', async () => {
    const from = here.someone()
    await here.network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()
    here.network.faults({ failWebhooks: 1000 })
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await here.settles()
    await here.network.seen(
      (entry) => entry.what === 'text.status' && entry.status === 'delivered' && isFor(from, entry.sid),
    )

    here.network.faults({ failWebhooks: 0 })
    await here.world.pass('2m')

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.find(({ direction }) => direction === 'out')?.status).toBe('delivered')
  })

  const isFor = (from: string, sid: string) => here.network.phone(from).texts.some((text) => text.sid === sid)

  test('the network that answers nothing for a while is asked again, and the text is sent once', async () => {
    const from = here.someone()
    await here.network.sendText({ from, body: 'alo' })
    const { ana, contactId } = await taken()
    here.network.faults({ failRest: 6 })
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await here.world.settle()

    await here.world.pass('1m')
    await here.settles()

    const sent = here.network.phone(from).texts.filter(({ direction }) => direction === 'outbound-api')
    expect(sent).toHaveLength(1)
  })
})
