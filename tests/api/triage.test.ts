import { addProtocol, readProtocol } from '@veghe/server/triage/triage.store.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, bodiesOf, deskChapters, entryOf, factsAbout } from '../support/desk.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

test('the class follows the answers up, says why, and stays when they grow milder', async () => {
  const { operator, contactId } = await atWork(world)

  const concern = await operator.does('triage.answer', { contactId, answers: { contact_kind: 'concern' } })
  const danger = await operator.does('triage.answer', {
    contactId,
    answers: { danger_now: 'yes', danger_kind: ['weapon'] },
  })
  const calmed = await operator.does('triage.answer', {
    contactId,
    answers: { danger_now: 'no', danger_kind: null },
  })

  expect(concern).toMatchObject({ inForce: 'P3', proposed: 'P3' })
  expect(danger).toMatchObject({
    inForce: 'P0',
    proposed: 'P0',
    deciding: ['R02'],
    nextQuestion: 'place_known',
  })
  expect(calmed).toMatchObject({ inForce: 'P0', proposed: 'P3', answers: { danger_now: 'no' } })
  expect(await entryOf(operator, contactId)).toMatchObject({ queueClass: 'P0' })
})

test('before any rule speaks nothing is proposed, and the contact stays to be triaged', async () => {
  const { operator, contactId } = await atWork(world)

  const placed = await operator.does('triage.answer', { contactId, answers: { place_known: 'exact' } })

  expect(placed).toMatchObject({ inForce: 'P?', proposed: 'P3', reasons: [] })
  expect(await operator.asks('triage.assessment', { contactId })).toEqual(placed)
})

test('facts hold the codes of each answer that was news, and of each class that came of it', async () => {
  const { operator, contactId } = await atWork(world)
  const answers = { contact_kind: 'concern', danger_kind: ['threat', 'other'], child_age_years: 9 }

  await operator.does('triage.answer', { contactId, answers })
  await operator.does('triage.answer', { contactId, answers: { ...answers, child_age_years: null } })

  const facts = await factsAbout(world, contactId)
  const answered = bodiesOf(facts, 'triage.answered')
  expect(answered).toHaveLength(4)
  expect(answered).toEqual(
    expect.arrayContaining([
      { question: 'contact_kind', answer: 'concern' },
      { question: 'danger_kind', answer1: 'threat', answer2: 'other' },
      { question: 'child_age_years', answer: 9 },
      { question: 'child_age_years' },
    ]),
  )
  expect(bodiesOf(facts, 'triage.proposed')).toEqual([{ priority: 'P3' }])
})

test('an answer that this version of the protocol does not know is refused, and nothing is kept of it', async () => {
  const { operator, contactId } = await atWork(world)
  const answers = { injured: 'serious', danger_now: 'perhaps', lexicon_hit: 'P0' }

  const { outcome, details } = await operator.tries('triage.answer', { contactId, answers })

  expect({ outcome, details }).toEqual({
    outcome: 'bad_input',
    details: { questions: ['danger_now', 'lexicon_hit'] },
  })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({ answers: {} })
})

test('a person raises freely, and says T3 also by agreeing with the class that is there', async () => {
  const { operator, contactId } = await atWork(world)

  await operator.does('triage.setPriority', { contactId, priority: 'P3' })
  await world.pass('1s')
  const raised = await operator.does('triage.setPriority', { contactId, priority: 'P1' })
  await operator.does('triage.setPriority', { contactId, priority: 'P1' })

  expect(raised).toMatchObject({ inForce: 'P1', setByPerson: { priority: 'P1', name: operator.actor.name } })
  expect(bodiesOf(await factsAbout(world, contactId), 'triage.prioritySet')).toEqual([
    { priority: 'P3' },
    { priority: 'P1' },
    { priority: 'P1' },
  ])
  expect(await entryOf(operator, contactId)).toMatchObject({ queueClass: 'P1' })
})

test('an operator works on contacts of their own; another’s, and another county’s, do not exist', async () => {
  const { operator, contactId } = await atWork(world)
  const colleague = await world.signIn('operator')
  const officer = await world.signIn('duty_officer')
  const stranger = await world.signIn(['operator', 'duty_officer'], { county: 'BN' })
  const answers = { injured: 'none' }

  for (const one of [colleague, stranger]) {
    expect((await one.tries('triage.assessment', { contactId })).outcome).toBe('not_found')
    expect((await one.tries('triage.answer', { contactId, answers })).outcome).toBe('not_found')
    expect((await one.tries('triage.setPriority', { contactId, priority: 'P0' })).outcome).toBe('not_found')
    expect((await one.tries('triage.dispose', { contactId, disposition: 'Z-04' })).outcome).toBe('not_found')
    expect((await one.tries('triage.finish', { contactId, outcome: 'answered' })).outcome).toBe('not_found')
  }
  expect(await officer.does('triage.answer', { contactId, answers })).toMatchObject({ answers })
  expect(
    await operator.does('triage.answer', { contactId, answers: { injured: 'minor_or_old' } }),
  ).toMatchObject({
    version: 3,
  })
})

test('a contact ends on the version of the protocol it began with; the next begins on the new one', async () => {
  const { operator, contactId } = await atWork(world)
  const system = { kind: 'system' } as const
  const shipped = await world.server.transact(system, (ctx) => readProtocol(ctx, 1))
  const body = { ...shipped.body, rules: shipped.body.rules.filter(({ id }) => id !== 'R44') }
  const second = { ...shipped, version: 2, digest: 'second', body }

  await world.server.transact(system, (ctx) => addProtocol(ctx, second))
  const later = await atWork(world)

  const answers = { contact_kind: 'concern' }
  const under = await operator.does('triage.answer', { contactId, answers })
  const after = await later.operator.does('triage.answer', { contactId: later.contactId, answers })
  expect(under).toMatchObject({ protocolVersion: 1, inForce: 'P3' })
  expect(after).toMatchObject({ protocolVersion: 2, inForce: 'P?' })
  const rulesOf = async (version?: number) => {
    const asked = version ? { version } : {}
    return (await operator.asks('triage.protocol', asked)).rules.map(({ id }) => id)
  }
  expect(await rulesOf()).not.toContain('R44')
  expect(await rulesOf(1)).toContain('R44')
  expect((await operator.tries('triage.protocol', { version: 3 })).outcome).toBe('protocol_unknown')
  expect((await operator.asks('triage.categories', {})).categories.map(({ code }) => code)).toContain(
    'FIZ-01',
  )
})
