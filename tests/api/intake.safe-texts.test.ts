import { chapters } from '@veghe/server/chapters.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { type Line, nobodyWaits, openLine } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { afternoons, noon, setsCard } from '../support/safe-contact.ts'

let world: World
let line: Line
beforeAll(async () => {
  world = await startWorld({ chapters, startsAt: noon })
  line = openLine(world)
})
afterAll(() => world.stop())
beforeEach(() => nobodyWaits(world))

let numbered = 0
const someone = () => `+4070003${String(5000 + ++numbered)}`
const writes = (from: string, body = 'alo') => line.posts(line.message(line.text(from, body)))
const holds = () => takesFrom({ world, line }, someone(), writes)

describe('a text to somebody with a card', () => {
  const replies = (who: Person, contactId: ContactId, more: object = {}) =>
    who.tries('intake.reply', { contactId, text: 'Sunt aici.', ...more })
  const sent = async (who: Person, contactId: ContactId) =>
    (await who.asks('intake.contact', { contactId })).messages.filter(({ direction }) => direction === 'out')
      .length

  test('is allowed where they have just written themselves, and refused ten minutes later', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId, { text: 'unsafe' })
    expect((await replies(ana, contactId)).outcome).toBe('done')

    await world.pass('11m')
    expect(await replies(ana, contactId, { past: 'caller_asked' })).toMatchObject({
      ...{ outcome: 'channel_unsafe', details: { canPass: false } },
    })
    expect(await sent(ana, contactId)).toBe(1)

    await writes(from, 'mai ești?')
    expect((await replies(ana, contactId)).outcome).toBe('done')
  })

  test('outside the hours goes for a stated reason alone', async () => {
    const { ana, contactId } = await holds()
    await setsCard(ana, contactId, afternoons)
    await replies(ana, contactId)
    await world.pass('11m')

    expect((await replies(ana, contactId)).outcome).toBe('outside_safe_hours')
    expect((await replies(ana, contactId, { past: 'harm_near' })).outcome).toBe('done')

    expect(bodiesOf(await factsAbout(world, contactId), 'queue.safeContactPassed')).toEqual([
      { channel: 'text', refused: 'hours', reason: 'harm_near' },
    ])
    expect(await sent(ana, contactId)).toBe(2)
  })

  test('without a card goes as it always went', async () => {
    const { ana, contactId } = await holds()
    await replies(ana, contactId)
    await world.pass('11m')

    expect((await replies(ana, contactId)).outcome).toBe('done')
  })
})
