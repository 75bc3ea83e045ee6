import { chapters } from '@veghe/server/chapters.ts'
import { forgetOld } from '@veghe/server/intake/forgetting.ts'
import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import { type ContactId, CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { hours } from '@veghe/shared/kernel/time.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { browserCallers } from '../support/browser-callers.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'

const start = '2027-03-03T10:00:00.000Z'
const [before, later] = ['2027-04-01T10:00:00.000Z', '2027-04-03T10:00:00.000Z']
const cluj = CountyCode.parse('CJ')

let world: World
beforeAll(async () => {
  const recordingDays = [{ county: cluj, keptDays: 30 }]
  world = await startWorld({ chapters, startsAt: start, config: { recordingDays } })
})
afterAll(() => world.stop())
const { offer, says, rings, hangUpAll } = browserCallers(() => world)
afterEach(async () => {
  await hangUpAll()
  await everybodyIsDone(world)
  world.at(start)
})

const set = (contactId: ContactId, change: string) =>
  runSql(world.database.superUrl, `update contacts set ${change} where id = '${contactId}'`)

/** Something was said in a call that is over and closed. */
async function recorded() {
  const { key, contactId } = await rings()
  const ana = await operator(world)
  await ana.does('queue.next', {})
  await ana.does('queue.joinCall', { contactId, offer: await offer() })
  await ana.does('queue.tellOfRecording', { contactId })
  const call = switchboardOf(world.server)
    .all()
    .find((each) => each.contactId === contactId)
  call?.recording?.recorder.hears('caller', { source: 1, timestamp: 0, payload: Buffer.from('acasă') })
  await says('/end', { key })
  const radu = await world.signIn('duty_officer')
  const state = async () => (await radu.asks('intake.contact', { contactId })).recording
  await expect.poll(state).toBe('kept')
  await set(contactId, "closed_at = received_at, outcome = 'counselled'")
  return { contactId, radu, state }
}
async function comes(when: string) {
  world.at(when)
  await world.settle()
}

test('what was said is forgotten when the county keeps it no longer, and not a day before', async () => {
  const { contactId, radu, state } = await recorded()

  await comes(before)
  expect(await state()).toBe('kept')
  await comes(later)

  expect(await state()).toBeNull()
  const hear = { contactId, reason: 'complaint' } as const
  expect((await radu.tries('intake.recording', hear)).outcome).toBe('no_recording')
  const parts = await runSql(
    world.database.superUrl,
    'select 1 from recording_parts p join recordings r on r.id = p.recording_id where r.contact_id = $1',
    [contactId],
  )
  expect(parts).toEqual([])
  await comes(later)
  const facts = await factsAbout(world, contactId)
  expect(bodiesOf(facts, 'telephony.recorded')).toMatchObject([{ sha256: expect.any(String) }])
  expect(bodiesOf(facts, 'telephony.recordingForgotten')).toHaveLength(1)
})

test.each([
  ['belongs to a case', `case_id = '${newId()}'`],
  ['somebody still works on', 'closed_at = null, outcome = null'],
])('what %s stays, however old it is', async (_what, change) => {
  const { contactId, state } = await recorded()
  await set(contactId, change)

  await comes(later)

  expect(await state()).toBe('kept')
})

test('a county that has not decided keeps everything', async () => {
  const other = { ...world.server, config: { ...world.server.config, recordingDays: [] } }
  const { state } = await recorded()
  world.at(later)

  await forgetOld(other)

  expect(await state()).toBe('kept')
})

test('a worker that is started anew a few times a day forgets all the same', () => {
  const rounds = chapters.flatMap(({ sweeps = [] }) => sweeps)
  const forgetting = rounds.find(({ run }) => run === forgetOld)
  expect(forgetting?.everyMs).toBeLessThanOrEqual(hours(1))
})
