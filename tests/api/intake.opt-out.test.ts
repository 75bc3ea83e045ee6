import { chapters } from '@veghe/server/chapters.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { type Line, nobodyWaits, openLine, queueOf, reportsOn } from '../support/line.ts'
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
const someone = () => `+4070003${String(1000 + ++numbered)}`

async function writes(from: string, body: string, more: Record<string, string> = {}) {
  await world.pass('1s')
  const { path, params } = line.message(line.text(from, body))
  expect((await line.posts({ path, params: { ...params, ...more } })).status).toBe(200)
}

async function inThread(from: string) {
  await writes(from, 'alo')
  const ana = await operator(world)
  await world.pass('1s')
  const contactId = ContactId.parse((await ana.does('queue.next', {})).contactId)
  return {
    ...{ ana, contactId },
    view: () => ana.asks('intake.contact', { contactId }),
    answers: async () => (await ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })).outcome,
  }
}

describe('whoever asks for no more messages', () => {
  test.each(['STOP', 'nu-mi mai scrie', 'Ne írj többet'])(
    '„%s”: the contact stays open and in hand, and a reply is refused until they write again',
    async (words) => {
      const from = someone()
      const { contactId, view, answers } = await inThread(from)

      await writes(from, words)

      expect(await view()).toMatchObject({
        hasOptedOut: true,
        closedAt: null,
        holder: { name: expect.any(String) },
      })
      expect((await view()).messages.at(-1)).toMatchObject({ text: words, isOptOut: true })
      expect(await answers()).toBe('opted_out')
      expect(bodiesOf(await factsAbout(world, contactId), 'intake.optedOut')).toMatchObject([
        { by: 'caller' },
      ])

      await writes(from, 'mai sunteți?')

      expect((await view()).hasOptedOut).toBe(false)
      expect(await answers()).toBe('done')
    },
  )

  test('is understood by the network’s own word for it, whatever they wrote', async () => {
    const from = someone()
    const { view, answers } = await inThread(from)

    await writes(from, 'gata', { OptOutType: 'STOP' })
    expect((await view()).hasOptedOut).toBe(true)

    await writes(from, 'START', { OptOutType: 'START' })
    expect(await answers()).toBe('done')
  })

  test('may still be in danger: the words that came before keep their place in the queue', async () => {
    const from = someone()
    await writes(from, 'mă bate acum')
    await writes(from, 'stop')

    const [first] = await queueOf(world)

    expect(first).toMatchObject({ state: 'waiting', hint: { raiseTo: 'P0' }, opening: 'stop' })
  })

  test('of which only the network knows is seen when it refuses the reply, and from then on', async () => {
    const from = someone()
    const { contactId, view, answers } = await inThread(from)
    expect(await answers()).toBe('done')
    await world.pass('1s')
    const report = await reportsOn(world, line, contactId)

    await line.posts(report('failed', 21610))

    expect(await view()).toMatchObject({ hasOptedOut: true })
    expect((await view()).messages.at(-1)).toMatchObject({ status: 'failed', errorCode: '21610' })
    expect(await answers()).toBe('opted_out')
    expect(bodiesOf(await factsAbout(world, contactId), 'intake.optedOut')).toMatchObject([{ by: 'carrier' }])
    await writes(from, 'alo?')
    expect(await answers()).toBe('done')
  })

  test('on another contact of the same number gets no text on this one either', async () => {
    const from = someone()
    const first = await inThread(from)
    await writes(from, 'STOP')
    await first.ana.does('triage.finish', { contactId: first.contactId, outcome: 'counselled' })
    await line.posts(line.arrival(line.call(from)))
    await world.pass('1s')

    const { contactId } = await first.ana.does('queue.next', {})

    const tried = await first.ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })
    expect(tried.outcome).toBe('opted_out')
  })

  test('is still owed the call back: only other words end it', async () => {
    const from = someone()
    const leg = line.call(from)
    await line.posts(line.arrival(leg))
    await line.posts(line.end(leg))
    const officer = await world.signIn('duty_officer')
    const owed = async () =>
      (await officer.asks('queue.callBacks', {})).find(({ callerDigits }) => callerDigits === from.slice(-3))
    expect(await owed()).toMatchObject({ state: 'open' })

    await writes(from, 'STOP')
    expect(await owed()).toMatchObject({ state: 'open' })
    expect(await queueOf(world)).toContainEqual(
      expect.objectContaining({ state: 'waiting', opening: 'STOP' }),
    )

    await writes(from, 'vă rog')
    expect(await owed()).toMatchObject({ state: 'recovered' })
  })
})
