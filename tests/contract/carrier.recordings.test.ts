import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lastNote, samplesOf, silentSeconds } from '../support/wav.ts'
import { publicUrl, startWorld, type World } from './carrier.support.ts'
import { conference, patiently, softphoneOf } from './softphone.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.product.on('/twilio/voice', conference('caller', 'endConferenceOnExit="true"'))
  world.product.on('/twilio/client', conference('operator'))
})
afterEach(() => world.stop())

const recordingStatusCallback = `${publicUrl}/twilio/recording`
const wish = {
  ...{ recordingChannels: 'dual', recordingStatusCallback },
  recordingStatusCallbackEvent: ['in-progress', 'completed'],
}

/** A caller who hums and a desk that hums speak with one another, and it is recorded. */
async function recorded() {
  const { sid } = await world.carrier.placeCall({ from: '+40700000001', hum: 440 })
  const phone = await softphoneOf(world)
  const desk = await phone.calls({ conf: 'contact-1' }, 1_000)
  const recordings = world.client.calls(sid).recordings
  const { sid: recordingSid } = await recordings.create(wish)
  /** Heard at the desk, so that a quarter of a second of it has been recorded. */
  const hums = async (hertz: number) => {
    world.carrier.hum({ sid }, hertz)
    await expect.poll(() => desk.note(), patiently).toBe(hertz)
  }
  await hums(500)
  await expect.poll(() => world.carrier.note({ sid }), patiently).toBe(1_000)
  return { sid, recordingSid, recording: world.client.calls(sid).recordings(recordingSid), hums }
}

async function sound(sid: string, { channels = 2, token = world.carrier.account.authToken } = {}) {
  const { accountSid } = world.carrier.account
  const response = await fetch(
    `${world.carrier.url}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav?RequestedChannels=${channels}`,
    { headers: { authorization: `Basic ${btoa(`${accountSid}:${token}`)}` } },
  )
  return { status: response.status, wav: Buffer.from(await response.arrayBuffer()) }
}

describe('a recorded call', () => {
  test('is heard on two channels, what the caller says and what they hear, once it is over', async () => {
    const { sid, recordingSid, recording } = await recorded()
    expect(await recording.fetch()).toMatchObject({ status: 'in-progress', channels: 2, duration: null })
    expect((await sound(recordingSid)).status).toBe(404)

    await world.carrier.hangUp({ sid })

    const [said, heard] = samplesOf((await sound(recordingSid)).wav)
    expect([lastNote(said ?? []), lastNote(heard ?? [])]).toEqual([500, 1_000])
    expect(said).toHaveLength(heard?.length ?? 0)
    expect(samplesOf((await sound(recordingSid, { channels: 1 })).wav)).toHaveLength(1)
    expect((await sound(recordingSid, { token: 'x' })).status).toBe(401)
    expect(await recording.fetch()).toMatchObject({ status: 'completed' })
    const told = world.product.at('/twilio/recording')
    expect(told.map(({ RecordingStatus }) => RecordingStatus)).toEqual(['in-progress', 'completed'])
    expect(told[1]).toMatchObject({
      ...{ CallSid: sid, RecordingSid: recordingSid, RecordingChannels: '2', RecordingTrack: 'both' },
      RecordingSource: 'StartCallRecordingAPI',
    })
    expect(world.product.received.every(({ isSigned }) => isSigned)).toBe(true)
  })

  test('holds silence for as long as it was paused, and nothing of what was said meanwhile', async () => {
    const { sid, recordingSid, recording, hums } = await recorded()

    expect(await recording.update({ status: 'paused', pauseBehavior: 'silence' })).toMatchObject({
      status: 'paused',
    })
    await hums(700)
    await hums(500)
    await world.client.calls(sid).recordings('Twilio.CURRENT').update({ status: 'in-progress' })
    await hums(900)
    await hums(500)
    await world.carrier.hangUp({ sid })

    const [said = []] = samplesOf((await sound(recordingSid)).wav)
    const quarters = Array.from({ length: Math.floor(said.length / 2_048) }, (_, at) =>
      lastNote(said.slice(0, (at + 1) * 2_048)),
    )
    expect(quarters).not.toContain(700)
    expect(silentSeconds(said)).toBeGreaterThan(0.2)
    expect(lastNote(said)).toBe(500)
  })

  test('is forgotten when it is deleted, which it cannot be while it runs', async () => {
    const { sid, recordingSid, recording } = await recorded()
    await expect(recording.remove()).rejects.toMatchObject({ status: 400, code: 21220 })
    await world.carrier.hangUp({ sid })
    await expect(recording.update({ status: 'paused' })).rejects.toMatchObject({ status: 400, code: 21220 })

    expect(await world.client.recordings(recordingSid).remove()).toBe(true)

    expect((await sound(recordingSid)).status).toBe(404)
    expect(await world.client.calls(sid).recordings.list()).toEqual([])
    await expect(world.client.recordings(recordingSid).remove()).rejects.toMatchObject({ status: 404 })
  })
})

test('a call that does not run is not recorded, nor one that nobody knows, nor on three channels', async () => {
  const { sid } = await world.carrier.placeCall({ from: '+40700000001' })
  await world.carrier.hangUp({ sid })
  const { recordings } = world.client.calls(sid)

  await expect(recordings.create(wish)).rejects.toMatchObject({ status: 400, code: 21220 })
  const unknown = world.client.calls(`CA${'f'.repeat(32)}`).recordings
  await expect(unknown.create(wish)).rejects.toMatchObject({ status: 404, code: 20404 })
  const { sid: other } = await world.carrier.placeCall({ from: '+40700000002' })
  await expect(
    world.client.calls(other).recordings.create({ ...wish, recordingChannels: 'three' }),
  ).rejects.toMatchObject({ status: 400, code: 20001 })
})
