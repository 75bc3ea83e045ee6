import { chapters } from '@veghe/server/chapters.ts'
import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { browserCallers } from '../support/browser-callers.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters })
})
afterAll(() => world.stop())
const { offer, says, rings, talking, hangUpAll } = browserCallers(() => world)
afterEach(async () => {
  await hangUpAll()
  await everybodyIsDone(world)
})

const roomOf = (contactId: ContactId) =>
  switchboardOf(world.server)
    .all()
    .find((call) => call.contactId === contactId)?.room
const whoHears = async (person: Person, contactId: ContactId) =>
  (await person.asks('intake.contact', { contactId })).supervisor

test('the duty officer listens, whispers and speaks, and whoever holds the call sees which, at once', async () => {
  const { contactId, ana, radu } = await talking()
  expect(await whoHears(ana, contactId)).toBeNull()

  const screen = await ana.listens()
  const listening = { contactId, mode: 'listen', offer: await offer() } as const
  expect((await radu.does('queue.superviseCall', listening)).answer).toContain('m=audio')
  await screen.hears('contact.changed', ({ id }) => id === contactId)
  expect(await whoHears(ana, contactId)).toMatchObject({ name: 'Radu Tămaș', mode: 'listen' })
  expect(roomOf(contactId)?.state()).toMatchObject({ supervisor: 'listen' })

  for (const mode of ['whisper', 'barge'] as const) {
    expect(await radu.does('queue.superviseCall', { contactId, mode })).toEqual({ answer: null, line: null })
    expect(await whoHears(ana, contactId)).toMatchObject({ mode })
    expect(roomOf(contactId)?.state()).toMatchObject({ supervisor: mode })
  }

  await radu.does('queue.leaveCall', { contactId })
  expect(await whoHears(ana, contactId)).toBeNull()
  expect(roomOf(contactId)?.has('supervisor')).toBe(false)
  const facts = await factsAbout(world, contactId)
  const modes = bodiesOf(facts, 'queue.supervised').map(({ mode }) => mode)
  expect(modes.toSorted()).toEqual(['barge', 'listen', 'whisper'])
  expect(bodiesOf(facts, 'queue.supervisorLeft')).toHaveLength(1)
})

test('nobody comes in unseen: not an operator, not a manager, not a stranger, not a second one, not into their own', async () => {
  const { contactId, ana, radu } = await talking()
  const line = { contactId, mode: 'listen', offer: await offer() } as const
  for (const role of ['operator', 'manager', 'reviewer', 'administrator', 'responder'] as const) {
    const other = await world.signIn(role)
    expect([role, (await other.tries('queue.superviseCall', line)).outcome]).toEqual([role, 'not_allowed'])
  }
  const stranger = await world.signIn('duty_officer', { county: 'BN' })
  expect((await stranger.tries('queue.superviseCall', line)).outcome).toBe('not_found')
  expect((await radu.tries('queue.superviseCall', { contactId, mode: 'listen' })).outcome).toBe('no_line')
  expect((await radu.tries('queue.superviseCall', { ...line, offer: 'v'.repeat(60) })).outcome).toBe(
    'bad_input',
  )
  expect(await whoHears(ana, contactId)).toBeNull()

  await radu.does('queue.superviseCall', line)
  const second = await world.signIn('duty_officer', { name: 'Maria Anghel' })
  const too = { ...line, offer: await offer() }
  expect((await second.tries('queue.superviseCall', too)).outcome).toBe('supervisor_present')
  await second.does('queue.leaveCall', { contactId })
  expect(await whoHears(ana, contactId)).toMatchObject({ name: 'Radu Tămaș' })
})

test('one who holds the call does not supervise it', async () => {
  const { contactId } = await rings()
  const both = await world.signIn(['operator', 'duty_officer'])
  await both.does('queue.setStatus', { status: 'available' })
  await both.does('queue.next', {})
  const line = { contactId, mode: 'barge', offer: await offer() } as const

  expect((await both.tries('queue.superviseCall', line)).outcome).toBe('own_call')
})

test('given back, ended or with its line gone, a call has no supervisor any more', async () => {
  const first = await talking()
  const listen = async ({ radu, contactId }: typeof first) =>
    radu.does('queue.superviseCall', { contactId, mode: 'listen', offer: await offer() })
  await listen(first)
  await first.ana.does('queue.release', { contactId: first.contactId, reason: 'technical' })
  expect(await whoHears(first.radu, first.contactId)).toBeNull()
  await expect.poll(() => roomOf(first.contactId)?.has('supervisor')).toBe(false)

  await first.ana.does('queue.next', {})
  await first.ana.does('queue.joinCall', { contactId: first.contactId, offer: await offer() })
  await listen(first)
  roomOf(first.contactId)?.leaves('supervisor')
  await expect.poll(() => whoHears(first.ana, first.contactId)).toBeNull()

  await listen(first)
  await says('/end', { key: first.key })
  await expect.poll(() => whoHears(first.ana, first.contactId)).toBeNull()
  expect(
    (await first.radu.tries('queue.superviseCall', { contactId: first.contactId, mode: 'listen' })).outcome,
  ).toBe('contact_ended')
})

test('the database keeps no supervisor of a call that nobody holds', async () => {
  const { contactId, radu } = await talking()
  await radu.does('queue.superviseCall', { contactId, mode: 'listen', offer: await offer() })
  const breaks = (change: string) =>
    expect(
      runSql(world.database.superUrl, `update entries set ${change} where contact_id = '${contactId}'`),
    ).rejects.toThrow(/entries_supervis/)

  await breaks("state = 'waiting', holder_id = null")
  await breaks('live = false')
  await breaks('supervisor_id = holder_id')
  await breaks('supervisor_mode = null')
  await breaks("supervisor_mode = 'spy'")
})
