import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { lastNote, samplesOf } from '../support/wav.ts'
import { recordedCalls } from './recordings.support.ts'

const here = networkForThisFile()
const { talking, comesIn, allIsDone, stateOf, atCarrier, patiently } = recordedCalls(here)
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults({ failRest: 0 }))

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
    const { format, tracks } = await radu.asks('intake.recording', { contactId, reason: 'complaint' })
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
