import { beforeEach, describe, expect, test } from 'vitest'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesNext } from '../support/holds.ts'
import { nobodyWaits, queueOf, reportsOn } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

async function writes(from: string, body: string, more: Record<string, string> = {}) {
  await here.world.pass('1s')
  const { path, params } = here.line.message(here.line.text(from, body))
  expect((await here.line.posts({ path, params: { ...params, ...more } })).status).toBe(200)
}

async function inThread(from: string) {
  await writes(from, 'alo')
  return takesNext(here.world)
}

describe('whoever asks for no more messages', () => {
  test.each(['STOP', 'nu-mi mai scrie', 'Ne írj többet'])(
    '„%s”: the contact stays open and in hand, and a reply is refused until they write again',
    async (words) => {
      const from = here.someone()
      const { contactId, view, answers } = await inThread(from)

      await writes(from, words)

      expect(await view()).toMatchObject({
        hasOptedOut: true,
        closedAt: null,
        holder: { name: expect.any(String) },
      })
      expect((await view()).messages.at(-1)).toMatchObject({ text: words, isOptOut: true })
      expect(await answers()).toBe('opted_out')
      expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.optedOut')).toMatchObject([
        { by: 'caller' },
      ])

      await writes(from, 'mai sunteți?')

      expect((await view()).hasOptedOut).toBe(false)
      expect(await answers()).toBe('done')
    },
  )

  test('is understood by the network’s own word for it, whatever they wrote', async () => {
    const from = here.someone()
    const { view, answers } = await inThread(from)

    await writes(from, 'gata', { OptOutType: 'STOP' })
    expect((await view()).hasOptedOut).toBe(true)

    await writes(from, 'START', { OptOutType: 'START' })
    expect(await answers()).toBe('done')
  })

  test('may still be in danger: the words that came before keep their place in the queue', async () => {
    const from = here.someone()
    await writes(from, 'mă bate acum')
    await writes(from, 'stop')

    const [first] = await queueOf(here.world)

    expect(first).toMatchObject({ state: 'waiting', hint: { raiseTo: 'P0' }, opening: 'stop' })
  })

  test('of which only the network knows is seen when it refuses the reply, and from then on', async () => {
    const from = here.someone()
    const { contactId, view, answers } = await inThread(from)
    expect(await answers()).toBe('done')
    await here.world.pass('1s')
    const report = await reportsOn(here.world, here.line, contactId)

    await here.line.posts(report('failed', 21610))

    expect(await view()).toMatchObject({ hasOptedOut: true })
    expect((await view()).messages.at(-1)).toMatchObject({ status: 'failed', errorCode: '21610' })
    expect(await answers()).toBe('opted_out')
    expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.optedOut')).toMatchObject([
      { by: 'carrier' },
    ])
    await writes(from, 'alo?')
    expect(await answers()).toBe('done')
  })

  test('on another contact of the same number gets no text on this one either', async () => {
    const from = here.someone()
    const first = await inThread(from)
    await writes(from, 'STOP')
    await first.ana.does('triage.finish', { contactId: first.contactId, outcome: 'counselled' })
    await here.line.posts(here.line.arrival(here.line.call(from)))
    await here.world.pass('1s')

    const { contactId } = await first.ana.does('queue.next', {})

    const tried = await first.ana.tries('intake.reply', { contactId, text: 'Sunt aici.' })
    expect(tried.outcome).toBe('opted_out')
  })

  test('is still owed the call back: only other words end it', async () => {
    const from = here.someone()
    const leg = here.line.call(from)
    await here.line.posts(here.line.arrival(leg))
    await here.line.posts(here.line.end(leg))
    const officer = await here.world.signIn('duty_officer')
    const owed = async () =>
      (await officer.asks('queue.callBacks', {})).find(({ callerDigits }) => callerDigits === from.slice(-3))
    expect(await owed()).toMatchObject({ state: 'open' })

    await writes(from, 'STOP')
    expect(await owed()).toMatchObject({ state: 'open' })
    expect(await queueOf(here.world)).toContainEqual(
      expect.objectContaining({ state: 'waiting', opening: 'STOP' }),
    )

    await writes(from, 'vă rog')
    expect(await owed()).toMatchObject({ state: 'recovered' })
  })
})
