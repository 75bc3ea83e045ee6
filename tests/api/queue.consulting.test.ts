import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { bodiesOf, entryOf, factsAbout, floresti } from '../support/desk.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => everybodyIsDone(here.world))

/** Ana has a caller on the line, and Ben is free. */
async function onTheLine() {
  const leg = here.line.call(here.someone())
  await here.line.posts(here.line.arrival(leg))
  const ana = await operator(here.world, { name: 'Ana Mureșan' })
  const { contactId } = await ana.does('queue.next', {})
  const ben = await operator(here.world, { name: 'Ben Pop' })
  return { leg, ana, ben, contactId, asked: { contactId, colleague: ben.staffId } }
}
const standing = async (contactId: ContactId) => entryOf(await here.world.signIn('duty_officer'), contactId)
const endings = async (contactId: ContactId) =>
  bodiesOf(await factsAbout(here.world, contactId), 'queue.consultEnded').map(({ by }) => by)

test('every desk sees at once who is asked about which call, and the question asked twice is one', async () => {
  const { ana, ben, contactId, asked } = await onTheLine()
  const screen = await ben.listens()

  const first = await ana.does('queue.consult', asked)
  expect(await ana.does('queue.consult', asked)).toEqual(first)

  const heard = await screen.hears('queue.changed', ({ id, consult }) => id === contactId && consult !== null)
  expect(heard).toMatchObject({
    consult: { colleague: { staffId: ben.staffId, name: 'Ben Pop' }, stage: 'asked' },
    holder: { staffId: ana.staffId },
  })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.consulted')).toHaveLength(1)
})

test('the colleague reads the summary while they are asked, which is written down once, and never before or after', async () => {
  const { ana, ben, contactId, asked } = await onTheLine()
  await ana.does('intake.noteHeard', { contactId, text: 'Se aude o voce de bărbat.' })
  await ana.does('intake.confirmPlace', { contactId, place: floresti })
  const reads = async () => (await ben.tries('intake.brief', { contactId })).outcome
  expect(await reads()).toBe('no_consult')

  await ana.does('queue.consult', asked)
  const brief = await ben.asks('intake.brief', { contactId })
  expect(brief).toMatchObject({
    ...{ stage: 'asked', isAside: false, holder: { name: 'Ana Mureșan' }, isByTelephone: true },
    ...{ place: { address: 'str. Eroilor nr. 12' }, heard: [{ text: 'Se aude o voce de bărbat.' }] },
  })
  expect(Object.keys(brief)).not.toContain('callerDigits')
  await reads()
  expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.briefed')).toHaveLength(1)
  const others = [await operator(here.world), await here.world.signIn('operator', { county: 'BN' })]
  for (const other of others)
    expect((await other.tries('intake.brief', { contactId })).outcome).not.toBe('done')
  // Of the contact itself they see nothing.
  expect((await ben.tries('intake.contact', { contactId })).outcome).toBe('not_found')
  expect((await ben.tries('queue.lineToken', { contactId })).outcome).toBe('not_found')

  await ana.does('queue.endConsult', { contactId })
  expect(await reads()).toBe('no_consult')
  expect(await endings(contactId)).toEqual(['withdrawn'])
})

test('one who is busy, on a break, unknown, asked by somebody else, or no operator is not asked', async () => {
  const { ana, ben, contactId } = await onTheLine()
  const ask = async (colleague: StaffId) =>
    (await ana.tries('queue.consult', { contactId, colleague })).outcome

  expect(await ask(ana.staffId)).toBe('colleague_busy')
  expect(await ask((await here.world.signIn('operator')).staffId)).toBe('colleague_away')
  expect(await ask((await here.world.signIn('duty_officer')).staffId)).toBe('not_found')
  expect(await ask((await operator(here.world, { county: 'BN' })).staffId)).toBe('not_found')
  await ben.does('queue.setStatus', { status: 'break' })
  expect(await ask(ben.staffId)).toBe('colleague_away')
  await ben.does('queue.setStatus', { status: 'available' })

  const other = await onTheLine()
  expect(await ask(other.ana.staffId)).toBe('colleague_busy')
  await other.ana.does('queue.consult', { contactId: other.contactId, colleague: ben.staffId })
  expect(await ask(ben.staffId)).toBe('colleague_busy')
  await ana.does('queue.consult', { contactId, colleague: other.ben.staffId })
  const third = await operator(here.world)
  expect(await ask(third.staffId)).toBe('consult_running')
})

test('only its holder asks about a call, and only while somebody is on the line', async () => {
  const { leg, ana, ben, contactId, asked } = await onTheLine()
  expect((await ben.tries('queue.consult', asked)).outcome).toBe('not_found')
  for (const role of ['duty_officer', 'manager', 'responder', 'administrator', 'reviewer'] as const)
    expect((await (await here.world.signIn(role)).tries('queue.consult', asked)).outcome).toBe('not_allowed')
  expect((await ana.tries('queue.endConsult', { contactId })).outcome).toBe('no_consult')
  expect((await ana.tries('queue.handOver', { contactId })).outcome).toBe('no_consult')

  await here.line.posts(here.line.end(leg))
  for (const action of ['queue.endConsult', 'queue.handOver'] as const)
    expect((await ana.tries(action, { contactId })).outcome).toBe('contact_ended')
  expect((await ana.tries('queue.consult', asked)).outcome).toBe('contact_ended')
})

test('a colleague may say no, and the holder asks another', async () => {
  const { ana, ben, contactId, asked } = await onTheLine()
  await ana.does('queue.consult', asked)

  for (let time = 0; time < 2; time++) await ben.does('queue.leaveConsult', { contactId })

  expect(await endings(contactId)).toEqual(['declined'])
  expect(await standing(contactId)).toMatchObject({ consult: null, holder: { staffId: ana.staffId } })
  const carol = await operator(here.world)
  await ana.does('queue.consult', { contactId, colleague: carol.staffId })
  // Nobody takes back what somebody else was asked.
  await ben.does('queue.leaveConsult', { contactId })
  expect(await standing(contactId)).toMatchObject({ consult: { colleague: { staffId: carol.staffId } } })
})

test('a question that nobody answers is over after half a minute', async () => {
  const { ana, contactId, asked } = await onTheLine()
  await ana.does('queue.consult', asked)

  await here.world.pass('29s')
  expect(await standing(contactId)).toMatchObject({ consult: { stage: 'asked' } })
  await here.world.pass('2s')
  expect(await standing(contactId)).toMatchObject({ consult: null, holder: { staffId: ana.staffId } })
  expect(await endings(contactId)).toEqual(['no_answer'])
})

test.for(['takes a contact', 'goes on a break'] as const)(
  'a colleague who %s instead of answering is not asked any more',
  async (instead) => {
    const { ana, ben, contactId, asked } = await onTheLine()
    await ana.does('queue.consult', asked)
    if (instead === 'takes a contact') {
      await here.line.posts(here.line.arrival(here.line.call('+40700000498')))
      await ben.does('queue.next', {})
      expect((await ben.tries('queue.acceptConsult', { contactId })).outcome).toBe('operator_has_contact')
    } else await ben.does('queue.setStatus', { status: 'break' })

    await here.world.settle()

    expect(await standing(contactId)).toMatchObject({ consult: null, holder: { staffId: ana.staffId } })
    expect(await endings(contactId)).toEqual(['busy'])
    expect((await ben.tries('queue.acceptConsult', { contactId })).outcome).toBe('no_consult')
  },
)

test('a caller whom the carrier cannot put aside is not spoken about in front of them', async () => {
  const { ana, ben, contactId, asked } = await onTheLine()
  await ana.does('queue.consult', asked)

  expect((await ben.tries('queue.acceptConsult', { contactId })).outcome).toBe('unavailable')

  expect(await standing(contactId)).toMatchObject({ consult: { stage: 'asked' } })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside: false })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.consultAccepted')).toEqual([])
})

test('given back or given to somebody else, a call leaves nobody asked about it', async () => {
  const { ana, contactId, asked } = await onTheLine()
  await ana.does('queue.consult', asked)
  await ana.does('queue.release', { contactId, reason: 'technical' })
  expect(await standing(contactId)).toMatchObject({ state: 'waiting', consult: null })

  await ana.does('queue.next', {})
  await ana.does('queue.consult', asked)
  const carol = await operator(here.world)
  const duty = await here.world.signIn('duty_officer')
  const version = (await standing(contactId))?.version ?? 0
  await duty.does('queue.reassign', { contactId, version, to: carol.staffId })
  expect(await standing(contactId)).toMatchObject({ consult: null, holder: { staffId: carol.staffId } })
  expect((await endings(contactId)).toSorted()).toEqual(['given_back', 'reassigned'])
})

test('the database keeps nobody beside a call that nobody holds, and nobody in two calls', async () => {
  const { ana, contactId, asked } = await onTheLine()
  const other = await onTheLine()
  await ana.does('queue.consult', asked)
  const breaks = (sql: string, why: RegExp) =>
    expect(runSql(here.world.database.superUrl, sql)).rejects.toThrow(why)
  const entry = (change: string) => `update entries set ${change} where contact_id = '${contactId}'`

  await breaks(entry("state = 'waiting', holder_id = null"), /entries_consulted/)
  await breaks(entry('live = false'), /entries_consulted/)
  await breaks(entry('colleague_id = holder_id'), /entries_consulted/)
  await breaks(entry('consult_stage = null'), /entries_consulted/)
  await breaks(entry("consult_stage = 'heard'"), /entries_consult_stage/)
  await breaks(
    `update entries set colleague_id = '${asked.colleague}', consult_stage = 'asked', consult_since = now() where contact_id = '${other.contactId}'`,
    /entries_one_consult_a_colleague/,
  )
  await breaks(
    `update entries set aside_since = now(), live = false, colleague_id = null, consult_stage = null, consult_since = null where contact_id = '${contactId}'`,
    /entries_aside_of_somebody/,
  )
  await breaks(
    `update operator_states set helps_with = '${contactId}' where staff_id = '${ana.staffId}'`,
    /operator_states_one_call/,
  )
})
