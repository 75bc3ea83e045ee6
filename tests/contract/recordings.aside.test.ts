import { lookAfter, noteStep } from '@veghe/server/telephony/carrier-recordings.steps.ts'
import { carrierOf } from '@veghe/server/telephony/reach.ts'
import { type ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { lastNote, samplesOf, silentSeconds } from '../support/wav.ts'

/* What a recording of a call by telephone holds, by ear: what both adapters have in common stands in `consulting.test.ts`. */

const here = networkForThisFile({
  config: { recordingDays: [{ county: CountyCode.parse('CJ'), keptDays: 30 }] },
})
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults({ failRest: 0 }))

const patiently = { timeout: 20_000, interval: 50 }

async function settles() {
  await here.settles()
  await here.world.settle()
}

async function comesIn(who: Person, contactId: ContactId, hum: number) {
  const { token, gateway } = await who.asks('queue.lineToken', { contactId })
  const phone = await openSoftphone({ gateway: gateway ?? '', token })
  const line = await phone.calls({ conf: contactId }, hum)
  await settles()
  return line
}

let numbered = 0
/** Somebody hums 440 on the line, Ana hums 1,000 back, and Ben, who hums 2,000, is asked and comes in. */
async function consulting() {
  const { sid } = await here.network.placeCall({ from: `+4070007${String(1000 + ++numbered)}`, hum: 440 })
  await here.greeted(sid)
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await settles()
  const desk = await comesIn(ana, contactId, 1_000)
  await expect.poll(() => desk.note(), patiently).toBe(440)
  await expect.poll(() => here.network.note({ sid }), patiently).toBe(1_000)

  const ben = await operator(here.world)
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  await ben.does('queue.acceptConsult', { contactId })
  await settles()
  here.network.hum({ sid }, 700)
  const beside = await comesIn(ben, contactId, 2_000)
  await expect.poll(() => desk.note(), patiently).toBe(2_000)
  await expect.poll(() => beside.note(), patiently).toBe(1_000)
  here.network.hum({ sid }, 500)
  return { sid, contactId, ana, ben, desk, beside }
}

/** The notes of each quarter of a second, of what the caller said and of what they heard. */
async function kept(contactId: ContactId) {
  const radu = await here.world.signIn('duty_officer')
  const { tracks } = await radu.asks('intake.recording', { contactId, reason: 'complaint' })
  const [said = [], heard = []] = tracks.map(({ sound }) => samplesOf(Buffer.from(sound, 'base64'))[0] ?? [])
  const notesOf = (samples: readonly number[]) =>
    Array.from({ length: Math.floor(samples.length / 2_048) }, (_, at) =>
      lastNote(samples.slice(at * 2_048, (at + 1) * 2_048)),
    )
  return { said, heard, saidNotes: notesOf(said), heardNotes: notesOf(heard) }
}

test('what colleagues say to one another while the caller waits is in no recording, nor what the caller says alone', async () => {
  const { sid, contactId, ana, ben, desk } = await consulting()
  await ben.does('queue.leaveConsult', { contactId })
  await settles()
  await ana.does('queue.holdCall', { contactId, isHeld: false })
  await settles()
  await expect.poll(() => desk.note(), patiently).toBe(500)

  await here.network.hangUp({ sid })
  await settles()

  const { said, saidNotes, heardNotes } = await kept(contactId)
  expect(saidNotes).not.toContain(700)
  expect(heardNotes).not.toContain(2_000)
  expect(saidNotes).toContain(440)
  expect(lastNote(said)).toBe(500)
  expect(silentSeconds(said)).toBeGreaterThan(0.2)
})

test('a call that is handed over is one recording, in which the next voice follows the first', async () => {
  const { sid, contactId, ana, beside } = await consulting()
  await ana.does('queue.handOver', { contactId })
  await settles()
  await expect.poll(() => beside.note(), patiently).toBe(500)
  await expect.poll(() => here.network.note({ sid }), patiently).toBe(2_000)

  await here.network.hangUp({ sid })
  await settles()

  const { said, heard, heardNotes } = await kept(contactId)
  expect(heardNotes).toContain(1_000)
  expect([lastNote(said), lastNote(heard)]).toEqual([500, 2_000])
  expect(bodiesOf(await factsAbout(here.world, contactId), 'telephony.recordingBegan')).toHaveLength(1)
})

test('a caller who hangs up while aside is kept as far as they were heard, and nothing stays at the carrier', async () => {
  const { sid, contactId } = await consulting()

  await here.network.hangUp({ sid })
  await settles()

  const { saidNotes } = await kept(contactId)
  expect(saidNotes).toContain(440)
  expect(saidNotes).not.toContain(700)
  expect(await carrierOf(here.world.server).recordingsOf(sid)).toEqual([])
})

test('what a county keeps no longer is forgotten at the carrier too, however long that refuses to delete it', async () => {
  const { sid, contactId } = await consulting()
  await here.network.hangUp({ sid })
  await here.network.settled()
  const [{ id } = { id: '' }] = await runSql<{ id: string }>(
    here.world.database.superUrl,
    'select id from carrier_recordings where call_sid = $1',
    [sid],
  )
  // A process died when it had kept everything and had yet to have it deleted.
  const it = { id, stage: 'over' } as const
  const step = await lookAfter(here.world.server, it)
  if (!step) throw new Error('There was nothing to keep.')
  await here.world.server.transact({ kind: 'system' }, (ctx) => noteStep(ctx, it, step))
  await runSql(
    here.world.database.superUrl,
    `update contacts set closed_at = received_at, outcome = 'counselled' where id = '${contactId}'`,
  )
  here.network.faults({ failRest: 1_000 })
  here.world.at('2020-02-15T10:00:00.000Z')
  await here.world.settle()
  const radu = await here.world.signIn('duty_officer')
  expect((await radu.asks('intake.contact', { contactId })).recording).toBeNull()
  here.network.faults({ failRest: 0 })
  expect(await carrierOf(here.world.server).recordingsOf(sid)).toHaveLength(1)

  await here.world.pass('2m')

  expect(await carrierOf(here.world.server).recordingsOf(sid)).toEqual([])
})
