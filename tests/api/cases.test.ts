import { newId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { atWork, bodiesOf, deskChapters, factsAbout, floresti, takes } from '../support/desk.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

/** An operator with a contact that has a case. */
async function withCase() {
  const { operator, contactId } = await atWork(world)
  const { caseId } = await operator.does('cases.open', { contactId })
  const view = () => operator.asks('cases.view', { caseId })
  return { operator, contactId, caseId, view }
}

test('a case is opened once from a contact, with its class, its place and its time', async () => {
  const { operator, contactId } = await atWork(world, { number: '+40700000117' })
  await operator.does('triage.answer', { contactId, answers: { confined: 'yes', forms: ['physical'] } })
  await operator.does('intake.confirmPlace', { contactId, place: floresti })

  const opened = await operator.does('cases.open', { contactId })
  const again = await operator.does('cases.open', { contactId })

  expect(opened.number).toMatch(/^2027-CJ-\d{4}$/)
  expect(again).toMatchObject({ caseId: opened.caseId, number: opened.number })
  const board = await operator.asks('cases.board', {})
  expect(board.find(({ id }) => id === opened.caseId)).toMatchObject({
    ...{ state: 'open', priority: 'P1', place: 'Florești', openedBy: operator.actor.name },
    ...{ contacts: 1, children: 0, dispatchStep: null, openedAt: world.now() },
  })
  expect(await operator.asks('cases.view', { caseId: opened.caseId })).toMatchObject({
    ...{ place: floresti, placeName: 'Florești', closedAt: null },
    contacts: [{ id: contactId, channel: 'walk_in', receivedAt: world.now(), callerDigits: '117' }],
  })
  expect(await operator.asks('intake.contact', { contactId })).toMatchObject({
    ...{ caseId: opened.caseId, caseNumber: opened.number },
  })
})

test('cases opened at the same moment have numbers one after the other', async () => {
  const desks = await Promise.all(Array.from({ length: 4 }, () => atWork(world)))

  const opened = await Promise.all(
    desks.flatMap(({ operator, contactId }) => [
      operator.does('cases.open', { contactId }),
      operator.does('cases.open', { contactId }),
    ]),
  )

  const serials = [...new Set(opened.map(({ number }) => Number(number.slice(-4))))].toSorted((a, b) => a - b)
  expect(serials).toEqual([0, 1, 2, 3].map((i) => (serials[0] ?? 0) + i))
})

test('a case is opened from one’s own contact; another’s, and one nobody received, do not exist', async () => {
  const { contactId } = await atWork(world)
  const colleague = await world.signIn('operator')
  const officer = await world.signIn('duty_officer')
  const stranger = await world.signIn(['operator', 'duty_officer'], { county: 'BN' })

  expect((await colleague.tries('cases.open', { contactId })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.open', { contactId })).outcome).toBe('not_found')
  expect((await officer.tries('cases.open', { contactId: newId() })).outcome).toBe('not_found')
  expect((await officer.tries('cases.open', { contactId })).outcome).toBe('done')
})

test('a second report joins the case, which is then as urgent as the worse of the two', async () => {
  const { caseId, view } = await withCase()
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.answer', { contactId, answers: { abandoned: 'yes' } })
  expect(await view()).toMatchObject({ priority: 'P3' })

  const joined = await operator.does('cases.link', { contactId, caseId })
  const again = await operator.does('cases.link', { contactId, caseId })

  expect(again.version).toBeGreaterThanOrEqual(joined.version)
  expect(await view()).toMatchObject({ priority: 'P1', contacts: [{}, { id: contactId }] })
  await operator.does('triage.answer', { contactId, answers: { injured: 'life_threatening' } })
  expect(await view()).toMatchObject({ priority: 'P0' })
})

test('a contact belongs to one case', async () => {
  const first = await withCase()
  const second = await withCase()

  const { outcome, details } = await first.operator.tries('cases.link', {
    ...{ contactId: first.contactId, caseId: second.caseId },
  })

  expect({ outcome, details }).toEqual({ outcome: 'changed_meanwhile', details: { caseId: first.caseId } })
  expect(await second.view()).toMatchObject({ contacts: [{ id: second.contactId }] })
})

test('children and others are told apart by role; a child without a name is a whole child', async () => {
  const { operator, caseId, view } = await withCase()
  const added = await operator.does('cases.addPerson', { caseId, role: 'child', atRisk: true, ageYears: 9 })
  await world.pass('1s')
  await operator.does('cases.addPerson', { caseId, role: 'parent', name: 'Elena Ștefănescu', atRisk: true })
  const { personId, version } = added

  const outdated = { caseId, personId, version, role: 'child', name: 'Mihai' } as const
  expect((await operator.tries('cases.changePerson', outdated)).outcome).toBe('changed_meanwhile')
  const seen = { at: new Date(world.now().getTime() - 60_000), by: 'school' } as const
  const current = { ...outdated, version: (await view()).version, atRisk: true, seen }
  await operator.does('cases.changePerson', current)

  expect((await view()).persons).toMatchObject([
    {
      id: personId,
      role: 'child',
      name: 'Mihai',
      atRisk: true,
      seenAt: seen.at,
      seenBy: 'school',
      safeAt: null,
    },
    { role: 'parent', name: 'Elena Ștefănescu', atRisk: false, seenAt: null },
  ])
})

test('the first report that a child was seen stands, and nobody was seen in the future', async () => {
  const { operator, caseId, view } = await withCase()
  const tomorrow = new Date(world.now().getTime() + 86_400_000)
  const { personId } = await operator.does('cases.addPerson', { caseId, role: 'child' })
  const change = async (more: { at: Date; by: 'police' | 'doctor' }) =>
    operator.does('cases.changePerson', {
      ...{ caseId, personId, version: (await view()).version, role: 'child' as const, seen: more },
    })

  await change({ at: tomorrow, by: 'police' })
  await change({ at: world.now(), by: 'doctor' })

  expect((await view()).persons).toMatchObject([{ seenAt: world.now(), seenBy: 'police' }])
})

test('a place confirmed on the case stays, whatever its contacts are told later', async () => {
  const { operator, contactId, caseId, view } = await withCase()
  const gilau = { ...floresti, unit: 57902, address: 'str. Principală 3' }
  const near = { ...floresti, precision: 'approximate' } as const

  await operator.does('intake.confirmPlace', { contactId, place: near })
  expect(await view()).toMatchObject({ place: near })
  await operator.does('intake.confirmPlace', { contactId, place: floresti })
  expect(await view()).toMatchObject({ place: floresti })
  await operator.does('cases.confirmPlace', { caseId, place: gilau })
  await operator.does('intake.confirmPlace', { contactId, place: near })

  expect(await view()).toMatchObject({ place: gilau, placeName: 'Gilău' })
})

test('a case is raised by hand and never lowered; the contacts it came with stay as they are', async () => {
  const { operator, contactId, caseId, view } = await withCase()

  await operator.does('cases.raisePriority', { caseId, priority: 'P2' })

  expect((await operator.tries('cases.raisePriority', { caseId, priority: 'P4' })).outcome).toBe(
    'cannot_lower',
  )
  expect(await view()).toMatchObject({ priority: 'P2' })
  expect(await operator.asks('triage.assessment', { contactId })).toMatchObject({ inForce: 'P?' })
})

test('a call to 112 made before the case was opened comes along with its contact', async () => {
  const { operator, contactId } = await atWork(world)
  const at = new Date(world.now().getTime() - 30_000)
  await operator.does('cases.called112', { contactId, at, reference: ' CJ 4417/2 ' })

  const { caseId } = await operator.does('cases.open', { contactId })

  const by = operator.actor.name
  expect((await operator.asks('cases.view', { caseId })).calls112).toEqual([{ at, reference: 'CJ44172', by }])
  expect(bodiesOf(await factsAbout(world, contactId), 'cases.called112')).toEqual([{ reference: 'CJ44172' }])
  expect((await operator.tries('cases.called112', { at, reference: '' })).outcome).toBe('bad_input')
  expect((await operator.tries('cases.called112', { contactId: newId(), at })).outcome).toBe('not_found')
})

test('the timeline is what happened to the case and its contacts, with who did it', async () => {
  const { operator, contactId, caseId, view } = await withCase()
  await world.pass('1s')
  await operator.does('cases.note', {
    caseId,
    kind: 'observation',
    text: 'Plânge când se pomenește de unchi.',
  })

  const { timeline, notes } = await view()

  const by = operator.actor.name
  expect(notes).toMatchObject([{ kind: 'observation', text: 'Plânge când se pomenește de unchi.', by }])
  expect(timeline.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['intake.received', 'queue.answered', 'cases.opened', 'cases.noted']),
  )
  expect(timeline.at(-1)).toMatchObject({
    kind: 'cases.noted',
    by,
    at: world.now(),
    body: { kind: 'observation' },
  })
  expect(timeline.filter((fact) => fact.contactId === contactId)).not.toEqual([])
  expect(new Set(timeline.map(({ id }) => id)).size).toBe(timeline.length)
})

test('looking at a case is a fact once in a quarter of an hour for each person, and no part of its story', async () => {
  const { operator, caseId, view } = await withCase()
  const manager = await world.signIn('manager')
  const looks = async () => bodiesOf(await factsAbout(world, caseId), 'cases.viewed').length

  await view()
  await world.pass('14m')
  await view()
  expect(await looks()).toBe(1)
  await manager.asks('cases.view', { caseId })
  expect(await looks()).toBe(2)
  await world.pass('1m')
  await operator.asks('cases.view', { caseId })

  expect(await looks()).toBe(3)
  expect((await view()).timeline.map(({ kind }) => kind)).not.toContain('cases.viewed')
})

test('who reported stands in the vault: the desk sees it and it is noted, a manager does not', async () => {
  const { operator, caseId, view } = await withCase()
  const reporter = { caseId, role: 'reporter', name: 'Vasile Vecinul', note: 'vecin de palier' } as const
  await operator.does('cases.addPerson', reporter)
  const manager = await world.signIn('manager')

  expect((await view()).persons).toMatchObject([{ role: 'reporter', name: 'Vasile Vecinul' }])
  expect(await manager.asks('cases.view', { caseId })).toMatchObject({
    persons: [{ role: 'reporter', name: '', note: '' }],
  })
  const facts = bodiesOf(await factsAbout(world, caseId), 'cases.viewed')
  expect(facts).toEqual(expect.arrayContaining([{ reporter: true }, { reporter: false }]))
})

test('names, notes and addresses do not stand in clear', async () => {
  const { operator, caseId } = await withCase()
  await operator.does('cases.addPerson', { caseId, role: 'child', name: 'Mihăiță', note: 'astm' })
  await operator.does('cases.note', { caseId, kind: 'fact', text: 'Ușa era încuiată.' })
  await operator.does('cases.confirmPlace', { caseId, place: floresti })

  for (const table of ['cases', 'persons', 'notes', 'case_contacts', 'facts']) {
    const rows = await runSql<{ row: string }>(
      world.database.superUrl,
      `select t::text as row from ${table} t`,
    )
    const dump = rows.map(({ row }) => row).join('\n')
    for (const word of ['Mihăiță', 'astm', 'încuiată', 'Eroilor']) {
      expect(dump.includes(word) || dump.includes(Buffer.from(word).toString('hex'))).toBe(false)
    }
  }
})

test('a case of another county does not exist', async () => {
  const { contactId, caseId } = await withCase()
  const stranger = await world.signIn(['operator', 'duty_officer', 'manager'], { county: 'BN' })
  const own = await takes(world, stranger)

  expect(await stranger.asks('cases.board', {})).toEqual([])
  expect((await stranger.tries('cases.view', { caseId })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.link', { contactId: own, caseId })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.addPerson', { caseId, role: 'child' })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.note', { caseId, kind: 'fact', text: 'x' })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.sendTeam', { caseId })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.sendTeam', { contactId })).outcome).toBe('not_found')
  expect((await stranger.tries('cases.raisePriority', { caseId, priority: 'P0' })).outcome).toBe('not_found')
})

test('numbers begin again with the local year', async () => {
  world.at('2027-12-31T22:30:00Z')

  const { view } = await withCase()

  expect(await view()).toMatchObject({ number: '2028-CJ-0001' })
})
