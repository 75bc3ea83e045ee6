import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, bodiesOf, deskChapters, entryOf, factsAbout, floresti } from '../support/desk.ts'
import { teamOnCall } from '../support/teams.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

let teams = 0
const freeTeam = () => teamOnCall(world, { name: `Echipa ${++teams}` })

/** The clock moves on without the ladders of other tests being climbed. */
const later = (minutes: number) => world.at(new Date(world.now().getTime() + minutes * 60_000).toISOString())

test('one command takes a contact from the ring to a team: case, class, place, 112 and what to know', async () => {
  const { operator, contactId } = await atWork(world)
  const receivedAt = world.now()
  later(1)
  const team = await freeTeam()
  const [responder] = team.members

  const sent = await operator.does('cases.sendTeam', {
    ...{ contactId, teamId: team.id, place: floresti, note: 'câine în curte', called112: true },
  })

  const { caseId, number, dispatchId } = sent
  expect(await operator.asks('cases.view', { caseId })).toMatchObject({
    ...{ number, priority: 'P1', place: floresti, calls112: [{ at: world.now() }] },
    dispatches: [{ id: dispatchId, teamName: team.name, step: 'sent' }],
  })
  expect(await responder?.asks('dispatch.mine', {})).toMatchObject([
    {
      ...{ id: dispatchId, caseNumber: number, priority: 'P1', place: 'Florești', receivedAt },
      ...{ address: floresti, note: 'câine în curte', called112At: world.now(), children: [] },
    },
  ])
  const board = await operator.asks('cases.board', {})
  expect(board.find(({ id }) => id === caseId)).toMatchObject({ dispatchStep: 'sent' })
})

test('whoever sends a team from a contact has set its class: T3, and the queue knows', async () => {
  const { operator, contactId } = await atWork(world)
  const team = await freeTeam()

  await operator.does('cases.sendTeam', { contactId, teamId: team.id })

  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({
    ...{ inForce: 'P1', setByPerson: { priority: 'P1', name: operator.actor.name } },
  })
  expect(await entryOf(operator, contactId)).toMatchObject({ queueClass: 'P1' })
  expect(await operator.does('triage.finish', { contactId, outcome: 'case' })).toEqual({ state: 'closed' })
})

test('T3 is the word of whoever sends also where the rules had said P0 already, and no second word after one', async () => {
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers: { injured: 'life_threatening' } })
  later(1)

  const { caseId } = await operator.does('cases.sendTeam', { contactId, teamId: (await freeTeam()).id })
  later(1)
  await operator.does('cases.sendTeam', { caseId, contactId, teamId: (await freeTeam()).id })

  expect(bodiesOf(await factsAbout(world, contactId), 'triage.prioritySet')).toEqual([{ priority: 'P0' }])
  expect(await operator.asks('cases.view', { caseId })).toMatchObject({
    priority: 'P0',
    dispatches: [{}, {}],
  })
})

test('with nobody on call and nothing known the team is still asked for', async () => {
  const elsewhere = await startWorld({ chapters: deskChapters })
  const { operator, contactId } = await atWork(elsewhere)

  const { caseId } = await operator.does('cases.sendTeam', { contactId })

  expect(await operator.asks('cases.view', { caseId })).toMatchObject({
    ...{ priority: 'P1', place: null, dispatches: [{ step: 'sent' }] },
  })
  await elsewhere.stop()
})

test('what the case learns while the team is under way reaches the team', async () => {
  const { operator, contactId } = await atWork(world)
  const team = await freeTeam()
  const { caseId } = await operator.does('cases.sendTeam', { contactId, teamId: team.id })
  const mine = async () => (await team.members[0]?.asks('dispatch.mine', {}))?.[0]

  await operator.does('intake.confirmPlace', { contactId, place: floresti })
  await operator.does('cases.addPerson', { caseId, role: 'child', name: 'Mihai', ageYears: 9, atRisk: true })
  const armed = { danger_now: 'yes', danger_kind: ['weapon'] }
  await operator.does('triage.answer', { contactId, answers: armed })

  expect(await mine()).toMatchObject({
    ...{ address: floresti, place: 'Florești', priority: 'P0' },
    children: [{ name: 'Mihai', ageYears: 9, safeAt: null }],
    dangers: expect.arrayContaining([expect.objectContaining({ id: 'R02' })]),
  })
})

test('the case follows its team, and the children are seen and safe by its word', async () => {
  const { operator, contactId } = await atWork(world)
  const team = await freeTeam()
  const { caseId, dispatchId } = await operator.does('cases.sendTeam', { contactId, teamId: team.id })
  const child = { caseId, role: 'child', atRisk: true } as const
  const first = await operator.does('cases.addPerson', child)
  later(1)
  await operator.does('cases.addPerson', child)
  const [responder] = team.members
  const board = async () => (await operator.asks('cases.board', {})).find(({ id }) => id === caseId)
  const persons = async () => (await operator.asks('cases.view', { caseId })).persons

  await responder?.does('oncall.acknowledge', { dispatchId })
  expect(await board()).toMatchObject({ dispatchStep: 'acknowledged' })
  for (const step of ['en_route', 'on_scene', 'with_child'] as const) {
    later(10)
    await responder?.does('dispatch.report', { dispatchId, step })
    expect(await board()).toMatchObject({ dispatchStep: step })
  }
  const seenAt = world.now()
  expect(await persons()).toMatchObject([{ seenAt, seenBy: 'team' }, { seenAt }])

  later(5)
  const safe = { dispatchId, how: 'with_relatives' } as const
  await responder?.does('dispatch.childSafe', { ...safe, personId: first.personId })
  expect(await persons()).toMatchObject([
    { safeAt: world.now(), safeHow: 'with_relatives' },
    { safeAt: null },
  ])
  await responder?.does('dispatch.childSafe', { ...safe, how: 'placed' })
  expect(await persons()).toMatchObject([{ safeHow: 'with_relatives' }, { safeHow: 'placed' }])
})

test('a team that was cancelled is no longer shown while another is out', async () => {
  const { operator, contactId } = await atWork(world)
  const [one, two] = [await freeTeam(), await freeTeam()]
  const first = await operator.does('cases.sendTeam', { contactId, teamId: one.id })
  const { caseId, dispatchId } = first
  await operator.does('cases.sendTeam', { caseId, teamId: two.id })
  await two.members[0]?.does('oncall.acknowledge', {
    dispatchId:
      (await operator.asks('cases.view', { caseId })).dispatches.find(({ id }) => id !== dispatchId)?.id ??
      '',
  })

  const { version = 0 } =
    (await operator.asks('dispatch.board', {})).find(({ id }) => id === dispatchId) ?? {}
  await operator.does('dispatch.cancel', { dispatchId, version, reason: 'other_team' })

  const board = await operator.asks('cases.board', {})
  expect(board.find(({ id }) => id === caseId)).toMatchObject({ dispatchStep: 'acknowledged' })
})
