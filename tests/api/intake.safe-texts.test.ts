import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { noon } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { afternoons, setsCard } from '../support/safe-contact.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ startsAt: noon })
beforeEach(() => nobodyWaits(here.world))

const writes = (from: string, body = 'alo') => here.line.posts(here.line.message(here.line.text(from, body)))
const holds = () => takesFrom(here, here.someone(), writes)

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
