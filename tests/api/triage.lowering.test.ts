import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, deskChapters, entryOf } from '../support/desk.ts'
import type { Person } from '../support/person.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

const proposalFor = async (reader: Person, contactId: ContactId) =>
  (await reader.asks('triage.proposals', {})).find(({ id }) => id === contactId)

const versionOf = async (reader: Person, contactId: ContactId) =>
  (await proposalFor(reader, contactId))?.version ?? 0

/** A P1 whose operator has found that it is less. */
async function lowering() {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers: { confined: 'yes' } })
  const wanted = { contactId, priority: 'P3', reason: 'misheard' } as const
  const proposed = await operator.does('triage.setPriority', wanted)
  const version = await versionOf(operator, contactId)
  return { operator, contactId, proposed, version, officer: await world.signIn('duty_officer') }
}

test('a less severe class is a proposal: the class stays until another person confirms it', async () => {
  const { operator, contactId, proposed, version, officer } = await lowering()

  expect(proposed).toMatchObject({ inForce: 'P1', pending: { from: 'P1', to: 'P3', reason: 'misheard' } })
  expect(await proposalFor(officer, contactId)).toMatchObject({
    ...{ state: 'open', channel: 'walk_in', place: null },
    lowering: { kind: 'lowering', proposedBy: { staffId: operator.staffId, name: operator.actor.name } },
    reasons: [{ id: 'R22', class: 'P1' }],
  })
  expect((await operator.tries('triage.confirmLowering', { contactId, version })).outcome).toBe(
    'own_proposal',
  )

  const confirmed = await officer.does('triage.confirmLowering', { contactId, version })

  expect(confirmed).toMatchObject({ state: 'confirmed' })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    inForce: 'P3',
    pending: null,
  })
  expect(await entryOf(operator, contactId)).toMatchObject({ queueClass: 'P3' })
})

test('nobody lowers without a reason, twice at once, or what has moved since they looked', async () => {
  const { operator, contactId, version, officer } = await lowering()
  const lower = { contactId, priority: 'P4' } as const

  expect((await operator.tries('triage.setPriority', { ...lower, reason: 'duplicate' })).outcome).toBe(
    'lowering_pending',
  )
  const outdated = { contactId, version: version - 1 }
  expect((await officer.tries('triage.confirmLowering', outdated)).outcome).toBe('changed_meanwhile')
  await officer.does('triage.refuseLowering', { contactId, version })
  expect((await officer.tries('triage.confirmLowering', { contactId, version })).outcome).toBe(
    'no_lowering_pending',
  )
  expect((await operator.tries('triage.setPriority', lower)).outcome).toBe('reason_needed')
})

test('a refused lowering leaves everything as it was, and may be proposed again', async () => {
  const { operator, contactId, version, officer } = await lowering()

  const refused = await officer.does('triage.refuseLowering', {
    contactId,
    version,
    note: 'Sună din nou bunica.',
  })

  expect(refused).toMatchObject({ state: 'refused' })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    inForce: 'P1',
    pending: null,
  })
  const again = { contactId, priority: 'P2', reason: 'perp_gone' } as const
  expect(await operator.does('triage.setPriority', again)).toMatchObject({ pending: { to: 'P2' } })
})

test('after a confirmed lowering the same grounds do not raise it again, and a new one does', async () => {
  const { operator, contactId, version, officer } = await lowering()
  await officer.does('triage.confirmLowering', { contactId, version })

  const same = await operator.does('triage.answer', { contactId, answers: { contact_kind: 'concern' } })
  const fresh = await operator.does('triage.answer', { contactId, answers: { abandoned: 'yes' } })

  expect(same).toMatchObject({ inForce: 'P3', proposed: 'P1' })
  expect(fresh).toMatchObject({ inForce: 'P1' })
})

test('a P0 cannot even be proposed lower until what 112 did is written down', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers: { injured: 'life_threatening' } })
  const lower = { contactId, priority: 'P2', reason: 'resolved_112' } as const

  expect((await operator.tries('triage.setPriority', lower)).outcome).toBe('cannot_lower')
  await operator.does('cases.called112', { contactId, at: world.now(), reference: 'CJ-4417' })

  expect(await operator.does('triage.setPriority', lower)).toMatchObject({
    inForce: 'P0',
    pending: { to: 'P2' },
  })
})

test('a lowering that waits is withdrawn when something worse comes to light', async () => {
  const { operator, contactId, version, officer } = await lowering()

  await operator.does('triage.answer', { contactId, answers: { injured: 'life_threatening' } })

  expect(await proposalFor(officer, contactId)).toMatchObject({ state: 'withdrawn' })
  expect((await officer.tries('triage.confirmLowering', { contactId, version })).outcome).toBe(
    'no_lowering_pending',
  )
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    inForce: 'P0',
    pending: null,
  })
})

test('of two who decide at once one is heard, and the other told that it is decided', async () => {
  const { contactId, version, officer } = await lowering()
  const manager = await world.signIn('manager')

  const both = await Promise.all([
    officer.tries('triage.confirmLowering', { contactId, version }),
    manager.tries('triage.refuseLowering', { contactId, version }),
  ])

  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'no_lowering_pending'])
})

test('proposals of another county are neither seen nor decided', async () => {
  const { contactId, version } = await lowering()
  const stranger = await world.signIn(['duty_officer', 'manager'], { county: 'BN' })

  expect(await proposalFor(stranger, contactId)).toBeUndefined()
  expect((await stranger.tries('triage.confirmLowering', { contactId, version })).outcome).toBe('not_found')
  expect((await stranger.tries('triage.refuseLowering', { contactId, version })).outcome).toBe('not_found')
})
