import { beforeEach, describe, expect, test } from 'vitest'
import { takesNext } from '../support/holds.ts'
import { nobodyWaits, orders, queueOf, reportsOn } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()

beforeEach(() => nobodyWaits(here.world))

const waiting = async () => (await queueOf(here.world)).filter(({ state }) => state === 'waiting')
const writes = async (from: string, body: string) => {
  const text = here.line.text(from, body)
  expect((await here.line.posts(here.line.message(text))).status).toBe(200)
  return text
}

describe('a text to the line', () => {
  test('waits as a contact of its own, and opens with its words', async () => {
    await writes(here.someone(), 'Bună ziua, aș vrea să vorbesc cu cineva')

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
    await writes(here.someone(), 'Bună ziua, am o întrebare despre alocație')
    await here.world.pass('5m')
    await writes(here.someone(), 'Când aveți program cu publicul?')
    await here.world.pass('5m')
    await writes(here.someone(), 'mă bate acum, nu pot vorbi')

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

  test.for<[string, string]>([
    ['one word without an end', 'a'.repeat(300)],
    ['nothing but faces', '😭'.repeat(100)],
  ])('of %s is cut short on the board, and keeps no board from being shown', async ([, text]) => {
    await writes(here.someone(), 'alo')
    await writes(here.someone(), text)

    const openings = (await waiting()).map(({ opening }) => opening ?? '')

    expect(openings).toContain('alo')
    const long = openings.find((opening) => opening !== 'alo') ?? ''
    expect(text.startsWith(long.slice(0, -1))).toBe(true)
    expect([long.at(-1), long.isWellFormed(), Math.round(long.length / 10)]).toEqual(['…', true, 8])
  })

  test('sent by the network three times, twice at once, is one message', async () => {
    const text = here.line.text(here.someone(), 'alo')

    const answers = await Promise.all([
      here.line.posts(here.line.message(text)),
      here.line.posts(here.line.message(text)),
    ])
    answers.push(await here.line.posts(here.line.message(text)))

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { ana, contactId } = await takesNext(here.world)
    expect((await ana.asks('intake.contact', { contactId })).messages).toHaveLength(1)
  })

  test('from a number with an open contact joins it, and two at once open one contact', async () => {
    const from = here.someone()

    await Promise.all([writes(from, 'alo'), writes(from, 'sunteți acolo?'), writes(from, 'vă rog')])

    expect(await waiting()).toHaveLength(1)
    const { ana, contactId } = await takesNext(here.world)
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
    const from = here.someone()
    await writes(here.someone(), 'Bună ziua')
    await writes(from, 'alo')
    await writes(from, 'mă bate acum')
    await writes(from, 'mulțumesc')

    const [first] = await waiting()

    expect(first).toMatchObject({ callerDigits: from.slice(-3), hint: { raiseTo: 'P0' } })
  })

  test('after the contact was closed opens a new one', async () => {
    const from = here.someone()
    await writes(from, 'alo')
    const { ana, contactId } = await takesNext(here.world)
    await ana.does('triage.finish', { contactId, outcome: 'counselled' })

    await writes(from, 'alo din nou')

    expect(await waiting()).toHaveLength(1)
  })

  test('from nobody’s number is a contact that cannot be answered', async () => {
    await writes('INFO-BANK', 'Contul dvs.')
    const { ana, contactId } = await takesNext(here.world)

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
      const from = here.someone()
      await writes(from, 'alo')
      const { ana, contactId } = await takesNext(here.world)
      await ana.does('intake.reply', { contactId, text: 'Sunt aici. Poți vorbi?' })
      const report = await reportsOn(here.world, here.line, contactId)

      for (const status of [...order, ...order, ...order])
        expect((await here.line.posts(report(status))).status).toBe(204)

      const { messages } = await ana.asks('intake.contact', { contactId })
      expect(messages).toMatchObject([
        { direction: 'in', text: 'alo', status: 'received' },
        { direction: 'out', text: 'Sunt aici. Poți vorbi?', status: 'delivered' },
      ])
    },
  )

  test('that did not arrive is shown as failed', async () => {
    await writes(here.someone(), 'alo')
    const { ana, contactId } = await takesNext(here.world)
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    const report = await reportsOn(here.world, here.line, contactId)

    await here.line.posts(report('undelivered'))
    await here.line.posts(report('sent'))

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages[1]).toMatchObject({ direction: 'out', status: 'failed' })
  })

  test('whose carrier cannot be reached is shown as failed once it is too old to be worth sending', async () => {
    await writes(here.someone(), 'alo')
    const { ana, contactId } = await takesNext(here.world)
    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })

    await here.world.pass('11m')

    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages[1]).toMatchObject({ direction: 'out', status: 'failed' })
  })

  test('is given by whoever holds the contact, not by whoever held it before', async () => {
    await writes(here.someone(), 'alo')
    const { ana, contactId } = await takesNext(here.world)
    await ana.does('queue.release', { contactId, reason: 'technical' })

    expect((await ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })).outcome).toBe('not_holder')
  })
})
