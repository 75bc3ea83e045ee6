import type { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, bodiesOf, deskChapters, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { teamOnCall } from '../support/teams.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

type Desk = { operator: Person; contactId: ContactId; caseId: CaseId }

const viewOf = ({ operator, caseId }: Desk) => operator.asks('cases.view', { caseId })
const later = (minutes: number) => world.at(new Date(world.now().getTime() + minutes * 60_000).toISOString())

async function withCase(answers: Record<string, string | number | string[]>): Promise<Desk> {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers })
  const { caseId } = await operator.does('cases.open', { contactId })
  later(1)
  return { operator, contactId, caseId }
}

const neglect = {
  ...{ contact_kind: 'concern', forms: ['neglect'], child_age_years: 9 },
  ...{ danger_now: 'no', perp_access: 'no', safe_tonight: 'yes' },
}

/** A P3 of neglect, whose contact has ended. */
async function calmCase(): Promise<Desk> {
  const desk = await withCase(neglect)
  await desk.operator.does('cases.addPerson', { caseId: desk.caseId, role: 'child', ageYears: 9 })
  await desk.operator.does('triage.finish', { contactId: desk.contactId, outcome: 'case' })
  later(1)
  return desk
}

const closes = async (
  desk: Desk,
  outcome: 'local_service' | 'unfounded' | 'safe_at_home',
  who = desk.operator,
) =>
  who.tries('cases.close', {
    ...{ caseId: desk.caseId, version: (await viewOf(desk)).version, outcome, nextBody: 'SPAS Florești' },
  })

test('a case is closed when nothing stands against it, with an outcome and a body that is next responsible', async () => {
  const desk = await calmCase()
  expect(await viewOf(desk)).toMatchObject({ priority: 'P3', gaps: ['no_next_body'] })

  expect(await closes(desk, 'local_service')).toMatchObject({ outcome: 'done', reply: { state: 'closed' } })

  expect(await viewOf(desk)).toMatchObject({
    ...{ state: 'closed', outcome: 'local_service', nextBody: 'SPAS Florești', gaps: [] },
    closedAt: world.now(),
  })
  expect(bodiesOf(await factsAbout(world, desk.caseId), 'cases.closed')).toEqual([
    { outcome: 'local_service' },
  ])
  const { caseId, contactId, operator } = desk
  for (const [action, asked] of [
    ['cases.addPerson', { caseId, role: 'child' }],
    ['cases.sendTeam', { caseId }],
    ['cases.link', { caseId, contactId }],
    ['cases.raisePriority', { caseId, priority: 'P0' }],
  ] as const) {
    expect((await operator.tries(action, asked)).outcome).toBe('case_closed')
  }
  expect((await operator.tries('cases.note', { caseId, kind: 'fact', text: 'a sunat SPAS' })).outcome).toBe(
    'done',
  )
})

test('a closing that comes too early lists what is missing and changes nothing', async () => {
  const desk = await withCase({ injured: 'life_threatening' })
  const { operator, caseId } = desk
  await operator.does('cases.addPerson', { caseId, role: 'child', atRisk: true })

  const { outcome, details } = await closes(desk, 'safe_at_home')

  expect(outcome).toBe('case_cannot_close')
  expect(details).toEqual({
    gaps: ['child_not_seen', 'child_not_safe', 'contact_open', 'no_outcome_from_112_or_team'],
  })
  expect(await viewOf(desk)).toMatchObject({ state: 'open', outcome: null })
})

test('a case that has moved since somebody looked is not closed', async () => {
  const desk = await calmCase()
  const { operator, caseId } = desk
  const { version } = await viewOf(desk)
  await operator.does('cases.note', { caseId, kind: 'fact', text: 'Bunica a sunat din nou.' })

  const asked = { caseId, version, outcome: 'local_service', nextBody: 'SPAS' } as const
  expect((await operator.tries('cases.close', asked)).outcome).toBe('changed_meanwhile')
})

test('a team under way, a lowering that waits, a contact that is open: each keeps the case open', async () => {
  const desk = await withCase({ confined: 'yes' })
  const { operator, contactId, caseId } = desk
  const team = await teamOnCall(world, { name: 'Echipa 1' })
  const { dispatchId } = await operator.does('cases.sendTeam', { caseId, contactId, teamId: team.id })
  later(1)
  await operator.does('triage.setPriority', { contactId, priority: 'P3', reason: 'misheard' })
  const gapsNow = async () => (await viewOf(desk)).gaps

  expect(await gapsNow()).toEqual([
    ...['child_not_seen', 'dispatch_running', 'no_next_body', 'class_pending', 'contact_open'],
  ])
  const [responder] = team.members
  await responder?.does('oncall.acknowledge', { dispatchId })
  for (const step of ['en_route', 'on_scene', 'with_child', 'ended'] as const) {
    later(1)
    await responder?.does('dispatch.report', { dispatchId, step })
  }
  expect(await gapsNow()).toEqual(['no_next_body', 'class_pending', 'contact_open'])
  const officer = await world.signIn('duty_officer')
  const proposal = (await officer.asks('triage.proposals', {})).find(({ id }) => id === contactId)
  await officer.does('triage.confirmLowering', { contactId, version: proposal?.version ?? 0 })
  await operator.does('triage.finish', { contactId, outcome: 'case' })
  expect(await gapsNow()).toEqual(['no_next_body'])
  expect(await closes(desk, 'safe_at_home')).toMatchObject({ reply: { state: 'closed' } })
})

test('“unfounded” waits for a second person where a mistake would be grave', async () => {
  const desk = await calmCase()
  const { operator, caseId } = desk
  await operator.does('cases.addPerson', { caseId, role: 'child', ageYears: 5 })
  const officer = await world.signIn('duty_officer')

  expect(await closes(desk, 'unfounded')).toMatchObject({ reply: { state: 'proposed' } })
  const proposed = await viewOf(desk)
  const by = operator.actor.name
  expect(proposed).toMatchObject({
    ...{ state: 'open', gaps: ['second_person_needed'] },
    closingProposed: { outcome: 'unfounded', by, at: world.now() },
  })
  const seen = { caseId, version: proposed.version }
  expect((await operator.tries('cases.confirmClose', seen)).outcome).toBe('own_proposal')
  const outdated = { caseId, version: proposed.version - 1 }
  expect((await officer.tries('cases.confirmClose', outdated)).outcome).toBe('changed_meanwhile')

  await officer.does('cases.confirmClose', seen)

  expect(await viewOf(desk)).toMatchObject({ state: 'closed', outcome: 'unfounded', closingProposed: null })
  expect(bodiesOf(await factsAbout(world, caseId), 'cases.closed')).toEqual([
    { outcome: 'unfounded', proposedBy: operator.staffId },
  ])
})

test('physical harm named in any contact makes “unfounded” a matter for two, whatever the age', async () => {
  const calm = await calmCase()
  expect(await closes(calm, 'unfounded')).toMatchObject({ reply: { state: 'closed' } })

  const grave = await withCase({ ...neglect, category: ['FIZ-02'] })
  await grave.operator.does('cases.addPerson', { caseId: grave.caseId, role: 'child', ageYears: 15 })
  await grave.operator.does('triage.finish', { contactId: grave.contactId, outcome: 'case' })
  expect(await closes(grave, 'unfounded')).toMatchObject({ reply: { state: 'proposed' } })
})

test('a proposed closing falls when the case turns out otherwise', async () => {
  const desk = await calmCase()
  const { operator, caseId } = desk
  const child = await operator.does('cases.addPerson', { caseId, role: 'child' })
  await closes(desk, 'unfounded')
  const officer = await world.signIn('duty_officer')

  await operator.does('cases.raisePriority', { caseId, priority: 'P1' })

  const { version, closingProposed, gaps } = await viewOf(desk)
  expect({ closingProposed, gaps }).toEqual({
    closingProposed: null,
    gaps: ['child_not_seen', 'no_next_body'],
  })
  expect((await officer.tries('cases.confirmClose', { caseId, version })).outcome).toBe('changed_meanwhile')
  const seen = { at: world.now(), by: 'police' } as const
  await operator.does('cases.changePerson', { caseId, ...child, version, role: 'child', seen })
  expect((await viewOf(desk)).gaps).toEqual(['no_next_body'])
})
