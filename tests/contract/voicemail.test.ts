import { createHash } from 'node:crypto'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { queueOf } from '../support/line.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { lastNote, samplesOf } from '../support/wav.ts'
import { recordedCalls } from './recordings.support.ts'

// Long enough a second for somebody to hum in it.
const here = networkForThisFile({ paceMs: 40 })
const { allIsDone, atCarrier } = recordedCalls(here)
beforeEach(() => everybodyIsDone(here.world))
/** Whatever a test did, the network found no fault with any document it was given. */
afterEach(() => {
  here.network.faults({ fullQueues: 0, failRest: 0 })
  expect(here.network.journal().filter(({ what }) => what === 'bug' || what === 'document.refused')).toEqual(
    [],
  )
})

const sentence = 'Vorbiți după semnal'
/** Somebody calls for whom the parking place has no room, and comes to the tone. */
async function atTheTone(hum?: number) {
  here.network.faults({ fullQueues: 1 })
  const phone = here.someone()
  const { sid } = await here.network.placeCall({ from: phone, ...(hum ? { hum } : {}) })
  await here.network.seen(
    (entry) => entry.what === 'recording.status' && entry.sid === sid && entry.status === 'in-progress',
  )
  const entry = (await queueOf(here.world)).find(({ state }) => state === 'waiting')
  if (!entry) throw new Error('Whoever calls stands in the queue.')
  return { phone, sid, contactId: entry.id }
}
const hears = (sid: string, words: string) =>
  here.network.seen((entry) => entry.what === 'call.heard' && entry.sid === sid && entry.text.includes(words))
const ends = (sid: string) =>
  here.network.seen(
    (entry) => entry.what === 'call.status' && entry.sid === sid && entry.status === 'completed',
  )
const owed = async (contactId: ContactId) => {
  const ana = await operator(here.world)
  const callBack = (await ana.asks('queue.callBacks', {})).find((each) => each.contactId === contactId)
  return { ana, callBack }
}

describe('a caller for whom the parking place has no room', () => {
  test('hears one sentence, speaks, and is owed a call by somebody who hears what they said', async () => {
    const { sid, contactId } = await atTheTone(440)
    await hears(sid, sentence)
    here.network.hum({ sid })

    await hears(sid, 'Am păstrat mesajul.')
    await ends(sid)
    await allIsDone()
    await here.world.pass('6s')
    await allIsDone()

    const { ana, callBack } = await owed(contactId)
    expect(callBack).toMatchObject({ state: 'open', cause: 'abandoned', attempts: [] })
    const { id = '', seconds = 0 } = callBack?.voiceMessage ?? {}
    expect(seconds).toBeGreaterThanOrEqual(5)
    const asked = { contactId, recordingId: id }
    const { format, tracks } = await ana.asks('intake.voiceMessage', asked)
    const sounds = tracks.map(({ sound }) => Buffer.from(sound, 'base64'))
    expect([format, ...tracks.map(({ voice }) => voice)]).toEqual(['wav', 'caller'])
    const [note = 0] = sounds.map((wav) => lastNote(samplesOf(wav)[0] ?? []) ?? 0)
    expect(Math.abs(note - 440)).toBeLessThanOrEqual(10)
    const facts = await factsAbout(here.world, contactId)
    const hashes = sounds.map((wav) => createHash('sha256').update(wav).digest('hex'))
    expect(bodiesOf(facts, 'telephony.voiceMessageLeft')).toEqual([{ recording: id, seconds }])
    expect(bodiesOf(facts, 'telephony.recorded').map(({ sha256 }) => sha256)).toEqual(hashes)
    expect(bodiesOf(facts, 'telephony.recordingCleared')).toEqual([{ recording: id }])
    expect(await atCarrier(sid)).toEqual([])
    await ana.asks('intake.voiceMessage', asked)
    expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.voiceMessageHeard')).toEqual([
      { recording: id },
      { recording: id },
    ])
  })

  test('and hangs up while they speak is owed a call, with what they had said', async () => {
    const { sid, contactId } = await atTheTone(600)

    await here.network.hangUp({ sid })
    await allIsDone()

    const { callBack } = await owed(contactId)
    expect(callBack).toMatchObject({ state: 'open', voiceMessage: { seconds: expect.any(Number) } })
    expect((await queueOf(here.world)).filter(({ state }) => state !== 'ended')).toEqual([])
  })

  test('and hangs up without a word is owed a call', async () => {
    const { sid, contactId } = await atTheTone()

    await here.network.hangUp({ sid })
    await allIsDone()

    const { callBack } = await owed(contactId)
    expect(callBack).toMatchObject({ state: 'open', voiceMessage: null })
    expect(await atCarrier(sid)).toEqual([])
  })

  test('and cannot speak is parked again, where an operator takes them', async () => {
    const { sid, contactId } = await atTheTone()

    await here.greeted(sid)

    const ana = await operator(here.world)
    expect(await ana.does('queue.next', {})).toMatchObject({ contactId })
    await here.settles()
    await here.network.seen((entry) => entry.what === 'room.joined' && entry.sid === sid)
  })

  test('is taken by an operator in the middle of their message, which is kept with the contact', async () => {
    const { sid, contactId } = await atTheTone(440)
    const ana = await operator(here.world)

    await ana.does('queue.next', {})
    await allIsDone()
    await here.network.seen((entry) => entry.what === 'room.joined' && entry.sid === sid)
    await allIsDone()

    const { voiceMessages, callState } = await ana.asks('intake.contact', { contactId })
    expect(callState).toBe('connected')
    expect(voiceMessages).toMatchObject([{ seconds: expect.any(Number) }])
    expect((await owed(contactId)).callBack).toBeUndefined()
  })
})

describe('what somebody said after the tone', () => {
  test('is heard in their own county, by whoever owes them a call or has had them in hand, and by nobody else', async () => {
    const { sid, contactId } = await atTheTone(440)
    await here.network.hangUp({ sid })
    await allIsDone()
    await here.world.pass('6s')
    await allIsDone()
    const { ana, callBack } = await owed(contactId)
    const recordingId = callBack?.voiceMessage?.id ?? ''
    const asked = { contactId, recordingId }
    const elsewhere = await operator(here.world, { county: 'BH' })
    const manager = await here.world.signIn('manager')

    expect((await elsewhere.tries('intake.voiceMessage', asked)).outcome).toBe('not_found')
    expect((await manager.tries('intake.voiceMessage', asked)).outcome).toBe('not_allowed')
    expect((await ana.tries('intake.voiceMessage', asked)).outcome).toBe('done')

    await ana.does('queue.markCallBackSafe', {
      ...{ callBackId: callBack?.id ?? '', version: callBack?.version ?? 0, safe: 'unsafe' },
    })
    const marked = (await owed(contactId)).callBack
    await ana.does('queue.closeCallBack', {
      ...{ callBackId: marked?.id ?? '', version: marked?.version ?? 0, reason: 'unsafe_to_call' },
    })

    expect((await ana.tries('intake.voiceMessage', asked)).outcome).toBe('not_found')
    const radu = await here.world.signIn('duty_officer')
    expect((await radu.tries('intake.voiceMessage', asked)).outcome).toBe('done')
  })

  test.each([
    ['update call_backs set voice_message_seconds = null where contact_id = $1', 'call_backs_voice_message'],
    [
      'update carrier_recordings set seconds = null where contact_id = $1',
      'carrier_recordings_message_whole',
    ],
    ["update carrier_recordings set kind = 'note' where contact_id = $1", 'carrier_recordings_kind'],
  ])('is never half there: %s', async (sql, constraint) => {
    const { sid, contactId } = await atTheTone(440)
    await here.network.hangUp({ sid })
    await allIsDone()

    await expect(runSql(here.world.database.superUrl, sql, [contactId])).rejects.toMatchObject({ constraint })
  })

  test('is fetched later when the carrier cannot be asked, and is not there twice', async () => {
    const { sid, contactId } = await atTheTone(440)
    here.network.faults({ failRest: 2 })
    await here.network.hangUp({ sid })
    await allIsDone()

    await here.world.pass('1m')
    await allIsDone()

    const facts = await factsAbout(here.world, contactId)
    expect(bodiesOf(facts, 'telephony.recorded')).toHaveLength(1)
    expect(await atCarrier(sid)).toEqual([])
  })
})
