import { createHash } from 'node:crypto'
import { chapters } from '@veghe/server/chapters.ts'
import { readPackets, silence } from '@veghe/server/telephony/embedded/ogg.ts'
import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import { keepSound } from '@veghe/server/telephony/recordings.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { browserCallers } from '../support/browser-callers.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { everybodyIsDone } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters })
})
afterAll(() => world.stop())
const { says, talking: meets, hangUpAll } = browserCallers(() => world)
/** The caller was answered too soon to hear that they are recorded, and is told so. */
const talking = async () => {
  const all = await meets()
  await all.ana.does('queue.tellOfRecording', { contactId: all.contactId })
  return all
}
afterEach(async () => {
  await hangUpAll()
  await everybodyIsDone(world)
})

const secret = 'un cuvânt pe care nu-l citește nimeni'

const callOf = (contactId: ContactId) => {
  const call = switchboardOf(world.server)
    .all()
    .find((each) => each.contactId === contactId)
  if (!call) throw new Error('The call is over.')
  return call
}
/** Sound comes in where the line would bring it. */
const speaks = (contactId: ContactId, voice: Voice, word: string, at = 0) =>
  callOf(contactId).recording?.recorder.hears(voice, {
    ...{ source: 1, timestamp: at * 960, payload: Buffer.from(word) },
  })
const why = { reason: 'complaint' } as const

test('each voice stands on a track of its own, sealed while it lasts, and its hash is a fact when it is over', async () => {
  const { key, contactId, ana, radu } = await talking()
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ recording: 'on' })
  speaks(contactId, 'caller', secret)
  speaks(contactId, 'operator', 'spune-mi')
  await keepSound(world.server, callOf(contactId))
  speaks(contactId, 'caller', 'acasă', 1)

  await says('/end', { key })
  await expect.poll(async () => (await radu.asks('intake.contact', { contactId })).recording).toBe('kept')
  const { tracks } = await radu.asks('intake.recording', { contactId, ...why })
  const words = tracks.map(({ voice, sound }) => [
    voice,
    readPackets(Buffer.from(sound, 'base64'))
      .filter((packet) => !packet.equals(silence))
      .map((packet) => packet.toString()),
  ])
  expect(words).toEqual([
    ['caller', [secret, 'acasă']],
    ['operator', ['spune-mi']],
  ])
  const hashes = tracks.map(({ sound }) =>
    createHash('sha256').update(Buffer.from(sound, 'base64')).digest('hex'),
  )
  const facts = await factsAbout(world, contactId)
  expect(bodiesOf(facts, 'telephony.recorded').map(({ sha256 }) => sha256)).toEqual(hashes)
  expect(bodiesOf(facts, 'intake.recordingHeard')).toEqual([{ reason: 'complaint' }])
  const kept = await runSql<{ body: Buffer }>(
    world.database.superUrl,
    'select body from recording_parts where recording_id in (select id from recordings where contact_id = $1)',
    [contactId],
  )
  expect(kept).toHaveLength(3)
  expect(kept.some(({ body }) => body.includes(secret))).toBe(false)
})

test('while it is paused nothing is kept, and only whoever holds the call pauses it', async () => {
  const { key, contactId, ana, radu } = await talking()
  expect((await radu.tries('queue.pauseRecording', { contactId, isPaused: true })).outcome).toBe(
    'not_allowed',
  )
  await ana.does('queue.pauseRecording', { contactId, isPaused: true })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ recording: 'paused' })
  speaks(contactId, 'caller', secret)
  await ana.does('queue.pauseRecording', { contactId, isPaused: false })
  speaks(contactId, 'caller', 'acasă', 1)

  await says('/end', { key })
  await expect.poll(async () => (await radu.asks('intake.contact', { contactId })).recording).toBe('kept')
  const { tracks } = await radu.asks('intake.recording', { contactId, ...why })
  expect(Buffer.from(tracks[0]?.sound ?? '', 'base64').includes(secret)).toBe(false)
  const facts = await factsAbout(world, contactId)
  const pauses = bodiesOf(facts, 'queue.recordingPaused').map(({ isPaused }) => isPaused)
  expect(pauses.toSorted()).toEqual([false, true])
})

test('no operator, no other county and nobody without a reason hears a recording, and a contact without one says so', async () => {
  const { key, contactId, ana, radu } = await talking()
  expect((await radu.tries('intake.recording', { contactId, ...why })).outcome).toBe('no_recording')
  speaks(contactId, 'caller', secret)
  await says('/end', { key })
  await expect.poll(async () => (await radu.asks('intake.contact', { contactId })).recording).toBe('kept')

  expect((await ana.tries('intake.recording', { contactId, ...why })).outcome).toBe('not_allowed')
  const stranger = await world.signIn('reviewer', { county: 'BN' })
  expect((await stranger.tries('intake.recording', { contactId, ...why })).outcome).toBe('not_found')
  const curious = JSON.parse('{"reason":"curious"}')
  expect((await radu.tries('intake.recording', { contactId, ...curious })).outcome).toBe('bad_input')
  expect(bodiesOf(await factsAbout(world, contactId), 'intake.recordingHeard')).toEqual([])
})
