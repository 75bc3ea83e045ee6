import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { carrierOf } from '@veghe/server/telephony/reach.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { adaptersFor, soon, talking } from '../support/both-lines.ts'
import { callingBack } from '../support/calling-back.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'

/* Only what a caller knows to be recorded is. The network takes its time here: whoever is answered at once has not heard it. */

const here = networkForThisFile({ paceMs: 300 })
const { reached, comesIn, lastTo } = callingBack(here)
beforeEach(() => everybodyIsDone(here.world))

const stateOf = async (who: Person, contactId: ContactId) =>
  (await who.asks('intake.contact', { contactId })).recording

describe.each(adaptersFor(here))('%s', (_name, by) => {
  test('that is answered before its caller heard of a recording is recorded once its operator has told them', async () => {
    const { call, ana, contactId } = await talking(here.world, by)
    await by.settles()
    expect([await stateOf(ana, contactId), await call.isRecorded()]).toEqual(['untold', false])
    const ben = await operator(here.world)
    expect((await ben.tries('queue.tellOfRecording', { contactId })).outcome).toBe('not_found')
    expect((await ana.tries('queue.pauseRecording', { contactId, isPaused: false })).outcome).toBe(
      'no_recording',
    )

    await ana.does('queue.tellOfRecording', { contactId })
    await by.settles()

    await expect.poll(call.isRecorded, soon).toBe(true)
    await expect.poll(() => stateOf(ana, contactId), soon).toBe('on')
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.recordingTold')).toHaveLength(1)
  })

  test('whose operator never told them is recorded by nobody else they are handed to', async () => {
    const { call, ana, contactId } = await talking(here.world, by)
    await ana.does('queue.release', { contactId, reason: 'technical' })
    await by.settles()
    const ben = await operator(here.world)
    await ben.does('queue.next', {})
    await by.settles()
    await by.comesIn(ben, contactId)
    await by.settles()

    expect([await stateOf(ben, contactId), await call.isRecorded()]).toEqual(['untold', false])
  })
})

test('a caller who hears of it to the end while their operator’s line is up already is recorded from then on', async () => {
  const { sid } = await here.network.placeCall({ from: here.someone() })
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  const { token, gateway } = await ana.asks('queue.lineToken', { contactId })
  const phone = await openSoftphone({ gateway: gateway ?? '', token })
  await phone.calls({ conf: contactId })
  await here.network.seen((entry) => entry.what === 'room.joined' && entry.room === contactId)
  expect(await stateOf(ana, contactId)).toBe('untold')

  // Nobody has moved them yet.
  await here.greeted(sid)

  await expect.poll(() => stateOf(ana, contactId), soon).toBe('on')
})

test('whoever is called back is told nothing of recordings and never recorded, not even after a reload', async () => {
  const { child, ana, contactId } = await reached()
  const isRecorded = async () =>
    (await carrierOf(here.world.server).recordingsOf(lastTo(child)?.sid ?? '')).length > 0
  expect([await stateOf(ana, contactId), await isRecorded()]).toEqual([null, false])

  await comesIn(ana, contactId)

  expect([await stateOf(ana, contactId), await isRecorded()]).toEqual([null, false])
  expect((await ana.tries('queue.tellOfRecording', { contactId })).outcome).toBe('no_recording')
  expect(lastTo(child)?.transcript).toEqual([])
})

test('nor is whoever calls the number that a call-back showed', async () => {
  const from = here.someone()
  const { sid } = await here.network.placeCall({ from, to: CALL_BACK_NUMBER })
  await here.greeted(sid)
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await here.settles()
  await comesIn(ana, contactId)

  expect(await stateOf(ana, contactId)).toBeNull()
  expect(await carrierOf(here.world.server).recordingsOf(sid)).toEqual([])
  const said = here.network.phone(from).calls.flatMap(({ transcript }) => transcript.map(({ text }) => text))
  expect(said.join(' ')).not.toContain('înregistr')
})
