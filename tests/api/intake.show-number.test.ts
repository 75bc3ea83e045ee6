import type { ShowNumberReason } from '@veghe/shared/intake/intake.codes.ts'
import { beforeEach, expect, test } from 'vitest'
import { noon } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import { afternoons, setsCard } from '../support/safe-contact.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ startsAt: noon })
beforeEach(() => nobodyWaits(here.world))

const toCall = { reason: 'call_from_other_phone' } as const

test('a number to be dialled by hand is kept back while the card says no, and shown for a reason, which stays', async () => {
  const { ana, contactId, from } = await takesFrom(here, here.someone())
  await setsCard(ana, contactId, afternoons)
  const asks = (more = {}) => ana.tries('intake.showNumber', { contactId, ...toCall, ...more })

  expect(await asks()).toMatchObject({ outcome: 'outside_safe_hours', details: { canPass: true } })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.numberShown')).toEqual([])
  expect((await asks({ past: 'harm_near' })).reply).toEqual({ number: from })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactPassed')).toEqual([
    { channel: 'call', refused: 'hours', reason: 'harm_near' },
  ])
})

test('a number is shown without more where nobody is called, and where nobody has written a card', async () => {
  const { ana, contactId, from } = await takesFrom(here, here.someone())
  const shows = (reason: ShowNumberReason) => ana.does('intake.showNumber', { contactId, reason })
  expect(await shows('call_from_other_phone')).toEqual({ number: from })

  await setsCard(ana, contactId, { call: 'unsafe' })

  expect(await shows('police_request')).toEqual({ number: from })
  expect(await ana.tries('intake.showNumber', { contactId, ...toCall })).toMatchObject({
    ...{ outcome: 'channel_unsafe', details: { canPass: false } },
  })
})
