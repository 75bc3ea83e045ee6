import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { Leg } from '@veghe/infra/carrier/leg.ts'
import { intakeChapter } from '@veghe/server/intake/intake.api.ts'
import { oncallChapter } from '@veghe/server/oncall/oncall.api.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { telephonyChapter } from '@veghe/server/telephony/telephony.api.ts'
import { triageChapter } from '@veghe/server/triage/triage.api.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { beforeEach, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { orders, type Posted, queueOf } from '../support/line.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({
  chapters: [intakeChapter, queueChapter, triageChapter, oncallChapter, telephonyChapter],
})
beforeEach(() => everybodyIsDone(here.world))

const queueSid = `QU${'3'.repeat(32)}`
const place = { queueSid, position: 1, seconds: 42, average: 35, size: 1, max: 1000 }

/** A call that is parked, and the addresses that its document gave the carrier. */
async function parkedCall() {
  const leg = here.line.call(here.someone())
  const { body } = await here.line.posts(here.line.arrival(leg))
  const query = /\/twilio\/left\?([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const entry = async (): Promise<QueueEntry | undefined> =>
    (await queueOf(here.world)).find(({ id }) => query.includes(id))
  return { leg, query, entry }
}
const waits = (leg: Leg, query: string): Posted => ({
  path: `/twilio/wait?${query}`,
  params: fixtures.voiceWait(leg, place),
})
const left = (leg: Leg, query: string, result: fixtures.QueueResult): Posted => ({
  path: query ? `/twilio/left?${query}` : '/twilio/left',
  params: fixtures.queueLeft({ ...leg, status: 'completed' }, { queueSid, seconds: 57, result }),
})
/** Where the caller was told to be taken, in no order. */
const moves = async (query: string) => {
  const sql = "select path from intents where kind = 'move' and path like $1"
  const rows = await runSql<{ path: string }>(here.world.database.superUrl, sql, [`%${query}`])
  return rows.map(({ path }) => path)
}

test('a waiting caller hears that somebody is coming, however often the carrier asks', async () => {
  const { leg, query, entry } = await parkedCall()
  const before = await entry()

  for (let time = 0; time < 3; time++) {
    const answer = await here.line.posts(waits(leg, query))
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('Rămâneți cu noi') })
  }

  expect(await entry()).toEqual(before)
})

test.for(['named by our own address', 'named by the call alone'] as const)(
  'a caller who hangs up while waiting is one call-back, told of three times, %s',
  async (how) => {
    const { leg, query, entry } = await parkedCall()
    const ana = await operator(here.world)
    const hangup = left(leg, how === 'named by the call alone' ? '' : query, 'hangup')

    for (let time = 0; time < 3; time++) expect(await here.line.posts(hangup)).toMatchObject({ status: 200 })

    expect(await entry()).toMatchObject({ state: 'ended', ending: 'abandoned', live: false })
    const found = (await ana.asks('queue.callBacks', {})).filter(({ contactId }) => query.includes(contactId))
    expect(found).toMatchObject([{ state: 'open', cause: 'abandoned' }])
  },
)

test('the end of a call may be told in any order and by both ways: it is one call-back', async () => {
  const ana = await operator(here.world)
  for (const order of orders([0, 1, 2])) {
    const { leg, query, entry } = await parkedCall()
    const told = [left(leg, query, 'hangup'), here.line.end(leg), waits(leg, query)]

    for (const at of order)
      expect((await here.line.posts(told[at] ?? here.line.end(leg))).status).toBeLessThan(300)

    expect(await entry()).toMatchObject({ state: 'ended', ending: 'abandoned' })
    const found = (await ana.asks('queue.callBacks', {})).filter(({ contactId }) => query.includes(contactId))
    expect(found).toHaveLength(1)
  }
})

test('who is taken is moved to the conference of the contact, and left alone by the parking place', async () => {
  const { leg, query, entry } = await parkedCall()
  const ana = await operator(here.world)

  const { contactId } = await ana.does('queue.next', {})

  const join = { path: `/twilio/join?${query}`, params: fixtures.voiceInbound(leg) }
  expect(await moves(query)).toEqual([join.path])
  expect((await here.line.posts(left(leg, query, 'redirected'))).body).not.toMatch(/Hangup|Dial/)
  const { body } = await here.line.posts(join)
  expect(body).toContain(contactId)
  expect(body).toContain('<Conference')
  expect(body).toContain('participantLabel="caller"')
  expect(await entry()).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })
})

test('who is given back goes back to the parking place with a word, and the next operator gets them', async () => {
  const { leg, query } = await parkedCall()
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await ana.does('queue.release', { contactId, reason: 'language' })

  const hold = { path: `/twilio/hold?${query}`, params: fixtures.voiceInbound(leg) }
  expect(await moves(query)).toContain(hold.path)
  const { body } = await here.line.posts(hold)
  expect(body).toContain('<Enqueue')
  const join = { path: `/twilio/join?${query}`, params: fixtures.voiceInbound(leg) }
  expect((await here.line.posts(join)).body).toContain('<Enqueue')

  const ben = await operator(here.world)
  expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
})

test('a caller whose contact was closed and taken back is still on the line, and is held when given back', async () => {
  const { leg, query, entry } = await parkedCall()
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })
  expect(await entry()).toMatchObject({ state: 'ended', live: false })

  await ana.does('triage.undoDispose', { contactId })
  expect(await entry()).toMatchObject({ state: 'held', live: true })
  await ana.does('queue.release', { contactId, reason: 'technical' })
  expect(await moves(query)).toContain(`/twilio/hold?${query}`)

  await here.line.posts(here.line.end(leg))
  expect(await entry()).toMatchObject({ state: 'ended', ending: 'abandoned', live: false })
})

test('a caller whom the carrier cannot keep parked may speak, and stays on the line all the same', async () => {
  const { leg, query, entry } = await parkedCall()

  const answer = await here.line.posts(left(leg, query, 'queue-full'))

  expect(answer.body).toMatch(/<Record .*<Redirect>\/twilio\/hold\?/s)
  expect(await entry()).toMatchObject({ state: 'waiting', live: true })
})

test('a caller still parked long after an operator took them is moved once more', async () => {
  const { leg, query } = await parkedCall()
  const ana = await operator(here.world)
  await ana.does('queue.next', {})

  await here.line.posts(waits(leg, query))
  expect(await moves(query)).toHaveLength(1)
  here.world.at(new Date(here.world.now().getTime() + 41_000).toISOString())
  await here.line.posts(waits(leg, query))

  expect(await moves(query)).toHaveLength(2)
})

test('a caller who leaves the conference is gone, and one whom we moved is not', async () => {
  const { leg, query, entry } = await parkedCall()
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  const room = { sid: `CF${'6'.repeat(32)}`, name: contactId, accountSid: here.line.accountSid }
  const leaves = (ReasonParticipantLeft: string): Posted => ({
    path: `/twilio/conf?${query}`,
    params: fixtures.conferenceStep(
      room,
      { kind: 'participant-leave', sequence: 4, at: here.world.now() },
      { CallSid: leg.sid, ParticipantLabel: 'caller', ReasonParticipantLeft },
    ),
  })

  await here.line.posts(leaves('participant_updated_via_api'))
  expect(await entry()).toMatchObject({ state: 'held', live: true })
  expect(await here.line.posts(leaves('participant_hung_up'))).toMatchObject({ status: 204 })
  expect(await entry()).toMatchObject({ state: 'held', live: false, holder: { staffId: ana.staffId } })
})

test.for([
  ['wrong', 403],
  ['missing', 400],
] as const)('a request with a %s signature changes nothing', async ([signature, status]) => {
  const { leg, query, entry } = await parkedCall()
  const before = await entry()

  for (const path of ['wait', 'left', 'join', 'hold', 'conf'])
    expect(
      await here.line.posts(
        { ...left(leg, query, 'hangup'), path: `/twilio/${path}?${query}` },
        { signature },
      ),
    ).toMatchObject({ status })

  expect(await entry()).toEqual(before)
})
