import { chapters } from '@veghe/server/chapters.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { type Line, nobodyWaits, openLine, orders, queueOf, reportsOn } from '../support/line.ts'
import { operator } from '../support/queue.ts'

let world: World
let line: Line
beforeAll(async () => {
  world = await startWorld({
    chapters,
  })
  line = openLine(world)
})
afterAll(() => world.stop())

beforeEach(() => nobodyWaits(world))

let numbered = 0
const someone = () => `+4070001${String(1000 + ++numbered)}`
const waiting = async () => (await queueOf(world)).filter(({ state }) => state === 'waiting')
const writes = async (from: string, body: string) => {
  const text = line.text(from, body)
  expect((await line.posts(line.message(text))).status).toBe(200)
  return text
}
/** An operator who holds the only contact there is. */
async function holds() {
  const ana = await operator(world)
  await world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  return { ana, contactId: ContactId.parse(contactId) }
}

describe('a text to the line', () => {
  test('waits as a contact of its own, and opens with its words', async () => {
    await writes(someone(), 'Bună ziua, aș vrea să vorbesc cu cineva')

    expect(await waiting()).toMatchObject([
      {
        channel: 'sms',
        live: false,
        queueClass: 'P?',
        opening: 'Bună ziua, aș vrea să vorbesc cu cineva',
        hint: null,
      },
    ])
  })

  test('„mă bate acum, nu pot vorbi” overtakes the texts that came before it, and the board says why', async () => {
    await writes(someone(), 'Bună ziua, am o întrebare despre alocație')
    await world.pass('5m')
    await writes(someone(), 'Când aveți program cu publicul?')
    await world.pass('5m')
    await writes(someone(), 'mă bate acum, nu pot vorbi')

    const board = await waiting()

    expect(board.map(({ opening }) => opening)).toEqual([
      'mă bate acum, nu pot vorbi',
      'Bună ziua, am o întrebare despre alocație',
      'Când aveți program cu publicul?',
    ])
    const [first] = board
    expect(first?.queueClass).toBe('P?')
    expect(first?.hint).toMatchObject({ raiseTo: 'P0', words: expect.stringContaining('bate') })
    expect(first?.why).toContainEqual({ code: 'hint', value: first?.hint?.words })
  })

  test('sent by the network three times, twice at once, is one message', async () => {
    const text = line.text(someone(), 'alo')

    const answers = await Promise.all([line.posts(line.message(text)), line.posts(line.message(text))])
    answers.push(await line.posts(line.message(text)))

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { ana, contactId } = await holds()
    expect((await ana.asks('intake.contact', { contactId })).messages).toHaveLength(1)
  })

  test('from a number with an open contact joins it, and two at once open one contact', async () => {
    const from = someone()

    await Promise.all([writes(from, 'alo'), writes(from, 'sunteți acolo?'), writes(from, 'vă rog')])

    expect(await waiting()).toHaveLength(1)
    const { ana, contactId } = await holds()
    await writes(from, 'mai sunteți?')
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.map(({ text }) => text).toSorted()).toEqual([
      'alo',
      'mai sunteți?',
      'sunteți acolo?',
      'vă rog',
    ])
  })

  test('of danger lifts the contact it joins, and a harmless one after it does not lower it', async () => {
    const from = someone()
    await writes(someone(), 'Bună ziua')
    await writes(from, 'alo')
    await writes(from, 'mă bate acum')
    await writes(from, 'mulțumesc')

    const [first] = await waiting()

    expect(first).toMatchObject({ callerDigits: from.slice(-3), hint: { raiseTo: 'P0' } })
  })

  test('after the contact was closed opens a new one', async () => {
    const from = someone()
    await writes(from, 'alo')
    const { ana, contactId } = await holds()
    await ana.does('triage.finish', { contactId, outcome: 'counselled' })

    await writes(from, 'alo din nou')

    expect(await waiting()).toHaveLength(1)
  })

  test('from nobody’s number is a contact that cannot be answered', async () => {
    await writes('INFO-BANK', 'Contul dvs.')
    const { ana, contactId } = await holds()

    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({
      numberWithheld: true,
      callerDigits: null,
    })
    expect((await ana.tries('intake.reply', { contactId, text: 'Bună' })).outcome).toBe('no_number')
  })
})

describe('an answer', () => {
  test.each(orders(['queued', 'sent', 'delivered'] as const))(
    'is delivered when the carrier says %s, %s, %s, each of them three times',
    async (...order) => {
      const from = someone()
      await writes(from, 'alo')
      const { ana, contactId } = await holds()
      await ana.does('intake.reply', { contactId, text: 'Sunt aici. Poți vorbi?' })
      const report = await reportsOn(world, line, contactId)

      for (const status of [...order, ...order, ...order])
        expect((await line.posts(report(status))).status).toBe(204)

      const { messages } = await ana.asks('intake.contact', { contactId })
      expect(messages).toMatchObject([
        { direction: 'in', text: 'alo', status: 'received' },
        { direction: 'out', text: 'Sunt aici. Poți vorbi?', status: 'delivered' },
      ])
    },
  )

  test('that did not arrive is shown as failed', async () => {
    await writes(someone(), 'alo')
    const { ana, contactId } = await holds()
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    const report = await reportsOn(world, line, contactId)

    await line.posts(report('undelivered'))
    await line.posts(report('sent'))

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages[1]).toMatchObject({ direction: 'out', status: 'failed' })
  })

  test('whose carrier cannot be reached is shown as failed once it is too old to be worth sending', async () => {
    await writes(someone(), 'alo')
    const { ana, contactId } = await holds()
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })

    await world.pass('11m')

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages[1]).toMatchObject({ direction: 'out', status: 'failed' })
  })

  test('is given by whoever holds the contact, not by whoever held it before', async () => {
    await writes(someone(), 'alo')
    const { ana, contactId } = await holds()
    await ana.does('queue.release', { contactId, reason: 'technical' })

    expect((await ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })).outcome).toBe('not_holder')
  })
})
