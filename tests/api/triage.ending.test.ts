import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, bodiesOf, deskChapters, entryOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

const lookAt = async (reader: Person, contactId: ContactId) =>
  (await reader.asks('triage.secondLooks', {})).find(({ id }) => id === contactId)
const proposalFor = async (reader: Person, contactId: ContactId) =>
  (await reader.asks('triage.proposals', {})).find(({ id }) => id === contactId)
const prank = 'Z-04'

test('one key closes a prank, ten seconds take it back, and then only a second look', async () => {
  const { operator, contactId } = await atWork(world)

  const closed = await operator.does('triage.dispose', { contactId, disposition: prank })
  expect(closed.undoUntil).toEqual(new Date(world.now().getTime() + 10_000))
  expect(await entryOf(operator, contactId)).toMatchObject({ state: 'ended', ending: 'disposed' })

  await world.pass('10s')
  await operator.does('triage.undoDispose', { contactId })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({ state: 'open' })
  expect(await entryOf(operator, contactId)).toMatchObject({
    state: 'held',
    holder: { staffId: operator.staffId },
  })
  expect(await lookAt(operator, contactId)).toMatchObject({ state: 'reopened' })

  await operator.does('triage.dispose', { contactId, disposition: 'Z-06' })
  await world.pass('11s')
  expect((await operator.tries('triage.undoDispose', { contactId })).outcome).toBe('undo_too_late')
  expect(await lookAt(operator, contactId)).toMatchObject({ state: 'open', disposition: 'Z-06' })
})

test('what one key closed is looked at by another person before the shift ends', async () => {
  const { operator, contactId } = await atWork(world)
  const closing = new Date(world.now())
  await operator.does('triage.dispose', { contactId, disposition: 'Z-01' })
  const colleague = await world.signIn('operator')
  const agreed = { contactId, verdict: 'agreed' } as const

  const due = await lookAt(colleague, contactId)
  expect(due).toMatchObject({ closedBy: operator.actor.name, closedAt: closing, channel: 'walk_in' })
  expect(due?.dueAt).toEqual(new Date('2027-03-03T17:00:00Z'))
  expect((await operator.tries('triage.look', agreed)).outcome).toBe('own_proposal')

  expect(await colleague.does('triage.look', agreed)).toMatchObject({ state: 'agreed' })
  expect((await colleague.tries('triage.look', agreed)).outcome).toBe('changed_meanwhile')
})

test('a second look can put the contact back into the queue', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.dispose', { contactId, disposition: 'Z-02' })
  const colleague = await world.signIn('operator')
  await world.pass('1m')

  await colleague.does('triage.look', { contactId, verdict: 'reopened' })

  expect(await entryOf(operator, contactId)).toMatchObject({ state: 'waiting', ending: null })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({ state: 'open' })
})

test('a contact that was ever urgent, or held danger words, is closed by two people', async () => {
  const urgent = await atWork(world)
  await urgent.operator.does('triage.answer', { contactId: urgent.contactId, answers: { dv_in_home: 'yes' } })
  const hinted = await atWork(world, { text: 'mă bate acum, nu pot vorbi' })
  const officer = await world.signIn('duty_officer')

  for (const { operator, contactId } of [urgent, hinted]) {
    const wanted = { contactId, disposition: prank } as const
    expect(await operator.does('triage.dispose', wanted)).toEqual({ state: 'proposed', undoUntil: null })
    expect(await entryOf(operator, contactId)).toMatchObject({ state: 'held' })
    expect((await operator.tries('triage.dispose', wanted)).outcome).toBe('lowering_pending')
    const proposal = await proposalFor(officer, contactId)
    expect(proposal).toMatchObject({ lowering: { kind: 'disposition', to: 'N', reason: prank } })

    await officer.does('triage.confirmLowering', { contactId, version: proposal?.version ?? 0 })

    expect(await entryOf(operator, contactId)).toMatchObject({ state: 'ended', ending: 'disposed' })
    expect(await lookAt(officer, contactId)).toBeUndefined()
    expect((await operator.tries('triage.undoDispose', { contactId })).outcome).toBe('undo_too_late')
  }
})

test('a silent call with noise behind it is never closed by one person, and as a P0 by nobody yet', async () => {
  const { operator, contactId } = await atWork(world)
  const answers = { contact_kind: 'silent', background_noise: 'yes' }
  const wanted = { contactId, disposition: 'Z-01' } as const

  await operator.does('triage.answer', { contactId, answers })
  await operator.does('triage.setPriority', { contactId, priority: 'P0' })
  expect((await operator.tries('triage.dispose', wanted)).outcome).toBe('cannot_lower')
  await operator.does('cases.called112', { contactId, at: world.now() })

  expect(await operator.does('triage.dispose', wanted)).toMatchObject({ state: 'proposed' })
})

test('a request for information ends with its outcome, and its class was a person’s word', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers: { contact_kind: 'information' } })

  const ended = await operator.does('triage.finish', { contactId, outcome: 'answered', summary: 'Alocație.' })

  expect(ended).toEqual({ state: 'closed' })
  expect(await entryOf(operator, contactId)).toMatchObject({
    state: 'ended',
    ending: 'finished',
    queueClass: 'P4',
  })
  const facts = await factsAbout(world, contactId)
  expect(bodiesOf(facts, 'triage.prioritySet')).toEqual([{ priority: 'P4' }])
  expect(bodiesOf(facts, 'triage.finished')).toEqual([{ outcome: 'answered', priority: 'P4' }])
  expect(bodiesOf(facts, 'intake.closed')).toEqual([{ outcome: 'answered' }])
  for (const action of ['triage.finish', 'triage.answer', 'triage.setPriority', 'triage.dispose'] as const) {
    const asked = { outcome: 'answered', answers: {}, priority: 'P0', disposition: prank, contactId } as const
    expect((await operator.tries(action, asked)).outcome).toBe('contact_ended')
  }
})

test('what was never asked about a child counts as danger when the work ends, and then it needs a case', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', {
    contactId,
    answers: { contact_kind: 'concern', forms: ['neglect'] },
  })
  const finished = { contactId, outcome: 'counselled' } as const

  expect(await operator.tries('triage.finish', finished)).toMatchObject({
    ...{ outcome: 'case_not_opened', details: { priority: 'P2' } },
  })
  await operator.does('cases.open', { contactId })

  expect(await operator.does('triage.finish', { contactId, outcome: 'case' })).toEqual({ state: 'closed' })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    ...{ state: 'ended', inForce: 'P2', answers: { danger_now: 'unknown', safe_tonight: 'unknown' } },
  })
})

test('a case named as the outcome must be there', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.setPriority', { contactId, priority: 'P4' })

  expect((await operator.tries('triage.finish', { contactId, outcome: 'case' })).outcome).toBe(
    'case_not_opened',
  )
})

test('a contact with a lowering pending ends as a case and not otherwise', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.setPriority', { contactId, priority: 'P1' })
  await operator.does('triage.setPriority', { contactId, priority: 'P3', reason: 'duplicate' })
  await operator.does('cases.open', { contactId })

  const referred = { contactId, outcome: 'referred' } as const
  expect((await operator.tries('triage.finish', referred)).outcome).toBe('lowering_pending')
  expect(await operator.does('triage.finish', { contactId, outcome: 'case' })).toEqual({ state: 'closed' })
  const officer = await world.signIn('duty_officer')
  const proposal = await proposalFor(officer, contactId)
  await officer.does('triage.confirmLowering', { contactId, version: proposal?.version ?? 0 })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    state: 'ended',
    inForce: 'P3',
  })
})

type Given = Record<string, string | number | string[]>

test.for<[string, Given, 'closed' | 'proposed']>([
  ['of neglect of a child of 9', { forms: ['neglect'], child_age_years: 9 }, 'closed'],
  ['of neglect of a child of 6', { forms: ['neglect'], child_age_years: 6 }, 'proposed'],
  ['of neglect of a child of unknown age', { forms: ['neglect'] }, 'proposed'],
  ['of harm by a category that is physical', { category: ['FIZ-02'], child_age_years: 12 }, 'proposed'],
])('an unfounded report %s takes one person or two', async ([, given, state]) => {
  const { operator, contactId } = await atWork(world)
  const known = { contact_kind: 'concern', danger_now: 'no', perp_access: 'no', safe_tonight: 'yes' }
  await operator.does('triage.answer', { contactId, answers: { ...known, ...given } })

  expect(await operator.does('triage.finish', { contactId, outcome: 'unfounded' })).toEqual({ state })
})

test('an unfounded P1 needs no case and a second person, who closes it with its class as it was', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.setPriority', { contactId, priority: 'P1' })
  await operator.does('triage.finish', { contactId, outcome: 'unfounded' })
  const officer = await world.signIn('duty_officer')
  const proposal = await proposalFor(officer, contactId)
  expect(proposal).toMatchObject({ lowering: { kind: 'unfounded', from: 'P1', to: 'P1' } })

  await officer.does('triage.confirmLowering', { contactId, version: proposal?.version ?? 0 })

  expect(await entryOf(operator, contactId)).toMatchObject({ state: 'ended', queueClass: 'P1' })
  expect(bodiesOf(await factsAbout(world, contactId), 'triage.finished')).toEqual([
    { outcome: 'unfounded', priority: 'P1' },
  ])
})
