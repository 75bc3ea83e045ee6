import { noFaults } from '@veghe/infra/carrier/faults.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { lookAfter, noteStep } from '@veghe/server/telephony/carrier-recordings.steps.ts'
import { carrierOf } from '@veghe/server/telephony/reach.ts'
import { CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { lengthOf } from '../support/passing.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { lastNote, samplesOf } from '../support/wav.ts'
import { recordedCalls } from './recordings.support.ts'

const here = networkForThisFile({
  config: { recordingDays: [{ county: CountyCode.parse('CJ'), keptDays: 30 }] },
})
const { talking, comesIn, allIsDone, stateOf, recordingIdOf, atCarrier, fetches, patiently } =
  recordedCalls(here)
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults(noFaults()))

/** Time passes, and nobody does anything. */
const later = (length: string) =>
  here.world.at(new Date(here.world.now().getTime() + lengthOf(length)).toISOString())
const lookedAgainAfter = async (length: string) => {
  later(length)
  await here.world.settle()
}

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
    await here.network.settled()
    const it = { id: await recordingIdOf(sid), stage: 'over' } as const

    // One died before it could say that it had fetched, and one before it had deleted.
    await lookAfter(here.world.server, it)
    later('61s')
    const step = await lookAfter(here.world.server, it)
    if (!step) throw new Error('There was nothing to do.')
    await here.world.server.transact({ kind: 'system' }, (ctx) => noteStep(ctx, it, step))
    expect([await atCarrier(sid), await stateOf(radu, contactId)]).toEqual([['completed'], 'kept'])
    await allIsDone()

    expect(await atCarrier(sid)).toEqual([])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recorded')).toHaveLength(2)
    const { tracks } = await radu.asks('intake.recording', { contactId, reason: 'complaint' })
    expect(tracks.map(({ sound }) => samplesOf(Buffer.from(sound, 'base64')))).toHaveLength(2)
  })

  test.each(['leave', 'error'] as const)(
    'a caller whom the parking place lost (%s) is recorded again with the next operator',
    async (result) => {
      const { sid, contactId, ana } = await talking()
      await ana.does('queue.release', { contactId, reason: 'technical' })
      await allIsDone()
      expect(await atCarrier(sid)).toEqual(['paused'])
      const ben = await operator(here.world)
      await ben.does('queue.next', {})

      // Nobody has moved them yet.
      const parked = { ...here.line.call(here.someone()), sid, status: 'in-progress' } as const
      const params = fixtures.queueLeft(parked, { queueSid: `QU${'3'.repeat(32)}`, seconds: 57, result })
      const { body } = await here.line.posts({ path: `/twilio/left?contact=${contactId}&county=CJ`, params })
      expect(body).toContain('<Conference')
      await lookAfter(here.world.server, { id: await recordingIdOf(sid), stage: 'live' })

      expect(await atCarrier(sid)).toEqual(['in-progress'])
    },
  )

  test('a pause that was refused and carried out all the same does not last', async () => {
    const { sid, contactId, ana } = await talking()
    here.network.faults({ muteRest: 1 })
    const paused = await ana.tries('queue.pauseRecording', { contactId, isPaused: true })
    expect([paused.outcome, await atCarrier(sid)]).toEqual(['unavailable', ['paused']])

    await allIsDone()

    expect(await atCarrier(sid)).toEqual(['in-progress'])
    expect(await stateOf(ana, contactId)).toBe('on')
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
    const { sid } = await here.network.placeCall({ from: here.someone(), hum: 440 })
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

  test('a sound is fetched in a round of its own, for which no job waits', async () => {
    const { sid, contactId, radu } = await talking()
    const before = fetches()
    await here.network.hangUp({ sid })
    await here.network.settled()

    const { relay, jobs } = here.world.opened
    for (let left = 1; left > 0; left = await jobs.runOverdue(0)) await relay.drain()

    expect([fetches(), await atCarrier(sid)]).toEqual([before, ['completed']])
    await here.world.settle()
    expect([fetches(), await stateOf(radu, contactId)]).toEqual([before + 1, 'kept'])
    expect(await atCarrier(sid)).toEqual([])
  })

  test('a carrier that falls silent in the middle of a sound is left, and asked again', async () => {
    const { sid, contactId, radu } = await talking()
    const it = { id: await recordingIdOf(sid), stage: 'over' } as const
    const before = fetches()
    here.network.faults({ stallMedia: 1 })
    await here.network.hangUp({ sid })
    await here.network.settled()

    const fetching = here.world.settle()
    await expect.poll(fetches, patiently).toBe(before + 1)
    // Nobody else fetches meanwhile.
    expect(await lookAfter(here.world.server, it)).toBeNull()
    await fetching
    expect(await stateOf(radu, contactId)).toBe('on')
    await here.world.pass('2m')

    expect([fetches(), await stateOf(radu, contactId)]).toEqual([before + 2, 'kept'])
    expect(await atCarrier(sid)).toEqual([])
  })

  test('one that its call does not list yet is paused, taken over and deleted all the same', async () => {
    here.network.faults({ lateLists: 1_000 })
    const { sid, contactId, ana, radu } = await talking()
    expect(await stateOf(ana, contactId)).toBe('on')
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await allIsDone()
    here.network.faults({ lateLists: 0 })
    expect(await atCarrier(sid)).toEqual(['paused'])

    here.network.faults({ lateLists: 1_000 })
    await here.network.hangUp({ sid })
    await allIsDone()

    here.network.faults({ lateLists: 0 })
    expect([await atCarrier(sid), await stateOf(radu, contactId)]).toEqual([[], 'kept'])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recordingCleared')).toHaveLength(1)
  })

  test('one that is gone from there is looked for no more, and nobody says that it was deleted', async () => {
    const { sid, contactId, radu } = await talking()
    await here.network.hangUp({ sid })
    await here.network.settled()
    const carrier = carrierOf(here.world.server)
    for (const each of await carrier.recordingsOf(sid)) await carrier.removeRecording(each.sid)

    await here.world.pass('2m')

    expect(await stateOf(radu, contactId)).toBeNull()
    const open = 'select 1 from carrier_recordings where call_sid = $1 and cleared_at is null'
    expect(await runSql(here.world.database.superUrl, open, [sid])).toEqual([])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recordingCleared')).toEqual([])
  })

  test('what an earlier try left broken does not stand in the way of the next', async () => {
    const { sid, contactId, radu } = await talking()
    await here.network.hangUp({ sid })
    await here.network.settled()
    const id = await recordingIdOf(sid)
    await lookAfter(here.world.server, { id, stage: 'over' })
    const broken = "update recording_parts set body = 'broken' where recording_id = $1"
    await runSql(here.world.database.superUrl, broken, [id])

    await here.world.pass('61s')

    const { tracks } = await radu.asks('intake.recording', { contactId, reason: 'complaint' })
    expect(tracks.map(({ sound }) => lastNote(samplesOf(Buffer.from(sound, 'base64'))[0] ?? []))).toEqual([
      440, 1_000,
    ])
    expect(await atCarrier(sid)).toEqual([])
  })

  test('a sound that never comes whole is asked for ever more rarely, and a fact says that it is late', async () => {
    const { sid, contactId, radu } = await talking()
    const delays = async () => bodiesOf(await factsAbout(here.world, contactId), 'telephony.recordingDelayed')
    here.network.faults({ garbledMedia: 1_000 })
    await here.network.hangUp({ sid })
    await allIsDone()
    for (let tries = 1; tries < 12; tries += 1) await lookedAgainAfter('1h')
    expect(await delays()).toEqual([])

    await lookedAgainAfter('1h')
    await lookedAgainAfter('1h')

    expect([(await delays()).length, await atCarrier(sid)]).toEqual([1, ['completed']])
    const before = fetches()
    await lookedAgainAfter('59m')
    expect(fetches()).toBe(before)
    here.network.faults({ garbledMedia: 0 })
    await lookedAgainAfter('1m')
    expect([await stateOf(radu, contactId), await atCarrier(sid)]).toEqual(['kept', []])
  })

  test.each([
    ['is deleted there when its county would keep it no longer', 'case_id = null', [], 1],
    ['stays there while it belongs to a case', `case_id = '${newId()}'`, ['completed'], 0],
  ])('a sound that never came %s', async (_what, change, left, forgotten) => {
    const { sid, contactId, radu } = await talking()
    here.network.faults({ lateMedia: 1_000 })
    await here.network.hangUp({ sid })
    await allIsDone()
    const closed = "closed_at = received_at, outcome = 'counselled'"
    const done = `update contacts set ${closed}, ${change} where id = '${contactId}'`
    await runSql(here.world.database.superUrl, done)

    await lookedAgainAfter('29d')
    expect(await atCarrier(sid)).toEqual(['completed'])
    await lookedAgainAfter('2d')
    await lookedAgainAfter('1m')

    expect([await atCarrier(sid), await stateOf(radu, contactId)]).toEqual([left, forgotten ? null : 'on'])
    const facts = await factsAbout(here.world, contactId)
    expect(bodiesOf(facts, 'telephony.recordingForgotten')).toHaveLength(forgotten)
    expect(bodiesOf(facts, 'telephony.recordingCleared')).toHaveLength(forgotten)
  })
})
