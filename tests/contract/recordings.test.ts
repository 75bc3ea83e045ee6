import { createHash } from 'node:crypto'
import { lookAfter, noteStep } from '@veghe/server/telephony/carrier-recordings.steps.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import twilio from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { lastNote, samplesOf } from '../support/wav.ts'
import { LocalClient } from './carrier.support.ts'

const here = networkForThisFile()
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults({ failWebhooks: 0, failRest: 0, lateMedia: 0 }))

const patiently = { timeout: 20_000, interval: 50 }
const why = { reason: 'complaint' } as const

async function allIsDone() {
  await here.settles()
  await here.world.settle()
}

let numbered = 0
/** Somebody hums on the line, and a desk hums back. */
async function talking() {
  const from = `+4070008${String(1000 + ++numbered)}`
  const { sid } = await here.network.placeCall({ from, hum: 440 })
  await here.greeted(sid)
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await allIsDone()
  const desk = await comesIn(ana, contactId)
  await allIsDone()
  await expect.poll(() => desk.note(), patiently).toBe(440)
  return { sid, contactId, ana, desk, radu: await here.world.signIn('duty_officer') }
}

async function comesIn(who: Person, contactId: ContactId) {
  const { token, gateway } = await who.asks('queue.lineToken', { contactId })
  const phone = await openSoftphone({ gateway: gateway ?? '', token })
  return phone.calls({ conf: contactId }, 1_000)
}

const stateOf = async (who: Person, contactId: ContactId) =>
  (await who.asks('intake.contact', { contactId })).recording
const recordingIdOf = async (sid: string): Promise<string> => {
  const [row] = await runSql<{ id: string }>(
    here.world.database.superUrl,
    'select id from carrier_recordings where call_sid = $1',
    [sid],
  )
  return row?.id ?? ''
}
/** What the carrier still has of a call. */
async function atCarrier(sid: string): Promise<string[]> {
  const { accountSid, authToken } = here.network.account
  const client = twilio(accountSid, authToken, { httpClient: new LocalClient(here.network.url) })
  return (await client.calls(sid).recordings.list()).map(({ status }) => status)
}

describe('a call by telephone', () => {
  test('is recorded by the carrier, taken over when it is over, each voice by itself, and deleted there', async () => {
    const { sid, contactId, ana, radu, desk } = await talking()
    expect(await stateOf(ana, contactId)).toBe('on')
    expect(await atCarrier(sid)).toEqual(['in-progress'])
    here.network.hum({ sid }, 600)
    await expect.poll(() => desk.note(), patiently).toBe(600)

    await here.network.hangUp({ sid })
    await allIsDone()

    expect(await stateOf(radu, contactId)).toBe('kept')
    const { format, tracks } = await radu.asks('intake.recording', { contactId, ...why })
    const sounds = tracks.map(({ sound }) => Buffer.from(sound, 'base64'))
    expect([format, ...tracks.map(({ voice }) => voice)]).toEqual(['wav', 'caller', 'operator'])
    expect(sounds.map((wav) => lastNote(samplesOf(wav)[0] ?? []))).toEqual([600, 1_000])
    const facts = await factsAbout(here.world, contactId)
    const hashes = sounds.map((wav) => createHash('sha256').update(wav).digest('hex'))
    expect(bodiesOf(facts, 'telephony.recorded').map(({ sha256 }) => sha256)).toEqual(hashes)
    expect(bodiesOf(facts, 'telephony.recordingBegan')).toHaveLength(1)
    expect(bodiesOf(facts, 'telephony.recordingCleared')).toHaveLength(1)
    expect(await atCarrier(sid)).toEqual([])
    const kept = await runSql<{ body: Buffer }>(
      here.world.database.superUrl,
      'select body from recording_parts where recording_id in (select id from recordings where contact_id = $1)',
      [contactId],
    )
    expect(kept.some(({ body }) => body.includes('RIFF'))).toBe(false)
  })

  test('is paused before its operator is told so, and only by them', async () => {
    const { sid, contactId, ana, radu } = await talking()
    const paused = { contactId, isPaused: true }
    expect((await radu.tries('queue.pauseRecording', paused)).outcome).toBe('not_allowed')
    const ben = await operator(here.world)
    expect((await ben.tries('queue.pauseRecording', paused)).outcome).toBe('not_found')

    here.network.faults({ failRest: 1 })
    expect((await ana.tries('queue.pauseRecording', paused)).outcome).toBe('unavailable')
    expect(await stateOf(ana, contactId)).toBe('on')

    await ana.does('queue.pauseRecording', paused)
    expect(await atCarrier(sid)).toEqual(['paused'])
    expect(await stateOf(ana, contactId)).toBe('paused')
    await ana.does('queue.pauseRecording', { contactId, isPaused: false })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['in-progress'])
    expect(await stateOf(ana, contactId)).toBe('on')
    const pauses = bodiesOf(await factsAbout(here.world, contactId), 'queue.recordingPaused')
    expect(pauses.map(({ isPaused }) => isPaused).sort()).toEqual([false, true])
  })

  test('is not recorded while nobody hears the caller: put aside, or given back', async () => {
    const { sid, contactId, ana } = await talking()

    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['paused'])
    expect(await stateOf(ana, contactId)).toBe('on')
    await ana.does('queue.holdCall', { contactId, isHeld: false })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['in-progress'])

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['paused'])
    const ben = await operator(here.world)
    await ben.does('queue.next', {})
    await allIsDone()
    await comesIn(ben, contactId)
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['in-progress'])
  })

  test('is not recorded any more once it is closed, unless that is taken back', async () => {
    const { sid, contactId, ana, radu } = await talking()

    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['paused'])
    await ana.does('triage.undoDispose', { contactId })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['in-progress'])

    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['paused'])
    await here.world.pass('2m')
    await allIsDone()
    expect([await atCarrier(sid), await stateOf(radu, contactId)]).toEqual([[], 'kept'])
  })
})

describe('whatever breaks on the way,', () => {
  test('nothing is deleted there that does not stand here, and nothing stays there for ever', async () => {
    const { sid, contactId, radu } = await talking()
    here.network.faults({ lateMedia: 1 })
    await here.network.hangUp({ sid })
    await allIsDone()
    expect(await atCarrier(sid)).toEqual(['completed'])
    expect(await stateOf(radu, contactId)).toBe('on')

    await here.world.pass('2m')

    expect(await stateOf(radu, contactId)).toBe('kept')
    expect(await atCarrier(sid)).toEqual([])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recorded')).toHaveLength(2)
  })

  test('a process that died between keeping and deleting has left the deleting to the next', async () => {
    const { sid, contactId, radu } = await talking()
    await here.network.hangUp({ sid })
    const id = await recordingIdOf(sid)

    // One died before it could say that it had fetched, and one before it had deleted.
    await lookAfter(here.world.server, id)
    const step = await lookAfter(here.world.server, id)
    if (!step) throw new Error('There was nothing to do.')
    await here.world.server.transact({ kind: 'system' }, (ctx) => noteStep(ctx, id, step))
    expect([await atCarrier(sid), await stateOf(radu, contactId)]).toEqual([['completed'], 'kept'])
    await allIsDone()

    expect(await atCarrier(sid)).toEqual([])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recorded')).toHaveLength(2)
    const { tracks } = await radu.asks('intake.recording', { contactId, ...why })
    expect(tracks.map(({ sound }) => samplesOf(Buffer.from(sound, 'base64')))).toHaveLength(2)
  })

  test('an end that nobody told of is asked for', async () => {
    const { sid, contactId, radu } = await talking()
    here.network.faults({ failWebhooks: 1_000 })
    await here.network.hangUp({ sid })
    await here.network.settled()
    here.network.faults({ failWebhooks: 0 })

    await here.world.pass('61s')

    expect(await stateOf(radu, contactId)).toBe('kept')
    expect(await atCarrier(sid)).toEqual([])
  })

  test('a beginning whose answer was lost is found, and the call is recorded once', async () => {
    const from = `+4070008${String(1000 + ++numbered)}`
    const { sid } = await here.network.placeCall({ from, hum: 440 })
    await here.greeted(sid)
    const ana = await operator(here.world)
    const { contactId } = await ana.does('queue.next', {})
    await allIsDone()
    await comesIn(ana, contactId)
    await here.network.settled()
    here.network.faults({ muteRest: 1, failWebhooks: 5 })
    await here.world.settle()
    here.network.faults({ muteRest: 0, failWebhooks: 0 })
    expect(await stateOf(ana, contactId)).toBeNull()

    await here.world.pass('12s')

    expect(await stateOf(ana, contactId)).toBe('on')
    expect(await atCarrier(sid)).toEqual(['in-progress'])
  })
})
