import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { noon } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { afternoons, setsCard } from '../support/safe-contact.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ startsAt: noon, config: { callBackNumber: CALL_BACK_NUMBER } })
beforeEach(() => nobodyWaits(here.world))

const writes = (from: string, body = 'alo') => here.line.posts(here.line.message(here.line.text(from, body)))
/** To the number that a call-back showed. */
const asksBack = async (from: string, body = 'cine e?') => {
  await here.world.pass('1s')
  return here.line.posts(here.line.message({ ...here.line.text(from, body), to: CALL_BACK_NUMBER }))
}
const holds = () => takesFrom(here, here.someone(), writes)

const replies = (who: Person, contactId: ContactId, more: object = {}) =>
  who.tries('intake.reply', { contactId, text: 'Sunt aici.', ...more })
const sent = async (who: Person, contactId: ContactId) =>
  (await who.asks('intake.contact', { contactId })).messages.filter(({ direction }) => direction === 'out')
    .length

describe('a text to somebody with a card', () => {
  test('is allowed where they have just written themselves, and refused ten minutes later', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId, { text: 'unsafe' })
    expect((await replies(ana, contactId)).outcome).toBe('done')

    await here.world.pass('11m')
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
    await here.world.pass('11m')

    expect((await replies(ana, contactId)).outcome).toBe('outside_safe_hours')
    expect((await replies(ana, contactId, { past: 'harm_near' })).outcome).toBe('done')

    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactPassed')).toEqual([
      { channel: 'text', refused: 'hours', reason: 'harm_near' },
    ])
    expect(await sent(ana, contactId)).toBe(2)
  })

  test('without a card goes as it always went', async () => {
    const { ana, contactId } = await holds()
    await replies(ana, contactId)
    await here.world.pass('11m')

    expect((await replies(ana, contactId)).outcome).toBe('done')
  })
})

describe('whoever writes to the number that a call-back showed', () => {
  test('may be anybody: the desk is told so, and the card holds however freshly they wrote', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId, { text: 'unsafe' })
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isDiscreet: false })

    await asksBack(from)

    const { isDiscreet, messages } = await ana.asks('intake.contact', { contactId })
    expect([isDiscreet, messages.map(({ text }) => text)]).toEqual([true, ['alo', 'cine e?']])
    expect((await replies(ana, contactId)).outcome).toBe('channel_unsafe')
  })

  test('is somebody to be careful with from their first word', async () => {
    const { ana, contactId } = await takesFrom(here, here.someone(), asksBack)

    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isDiscreet: true })
    expect((await replies(ana, contactId)).outcome).toBe('done')
  })

  test('is sent no question by itself', async () => {
    const { ana, contactId, from } = await holds()
    await ana.does('intake.startInterview', { contactId, language: 'ro', wording: 'child' })

    await asksBack(from, '1')

    expect(await sent(ana, contactId)).toBe(1)
  })
})
