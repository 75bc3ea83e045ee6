import { oncallChapter } from '@veghe/server/oncall/oncall.api.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { callEnded } from '@veghe/server/queue/queue.ts'
import type { FactBody, FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { arrives, everybodyIsDone, finishes, operator, operators } from '../support/queue.ts'

const county = CountyCode.parse('CJ')
let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [queueChapter, oncallChapter] })
})
afterAll(() => world.stop())

beforeEach(() => everybodyIsDone(world))

const entryOf = async (contactId: ContactId) => {
  const board = await (await world.signIn('duty_officer')).asks('queue.board', {})
  return board.find(({ id }) => id === contactId)
}
const happens = (kind: FactKind, contactId: ContactId, body: FactBody = {}) =>
  world.server.transact({ kind: 'carrier', county }, async (ctx) => {
    await ctx.happened(kind, { contactId, body })
  })

test('an operator is served who is most urgent, then who waits longest, and the board says why', async () => {
  const text = await arrives(world, { ago: 600 })
  const call = await arrives(world, { live: true, ago: 5 })
  const danger = await arrives(world, {
    hint: { raiseTo: 'P0', category: 'W5', words: 'mă bate acum' },
    opening: 'mă bate acum, nu pot vorbi',
  })
  await world.settle()
  const ana = await operator(world)

  const served: string[] = []
  for (const _ of [text, call, danger]) {
    const { contactId } = await ana.does('queue.next', {})
    served.push(contactId)
    await finishes(world, contactId)
  }

  expect(served).toEqual([danger, call, text])
  expect(await entryOf(danger)).toMatchObject({
    ...{ queueClass: 'P?', opening: 'mă bate acum, nu pot vorbi', state: 'ended', ending: 'finished' },
    hint: { raiseTo: 'P0', category: 'W5', words: 'mă bate acum' },
    why: [{ code: 'class', value: 'P?' }, { code: 'hint', value: 'mă bate acum' }, { code: 'message' }, {}],
  })
})

test('one who is not at the desk, has a contact already or finds nobody waiting is told which', async () => {
  const ana = await world.signIn('operator')
  expect(await ana.tries('queue.next', {})).toMatchObject({ outcome: 'operator_not_available' })
  await ana.does('queue.setStatus', { status: 'available' })
  expect(await ana.tries('queue.next', {})).toMatchObject({ outcome: 'queue_empty' })
  const contactId = await arrives(world, { ago: 5 })
  await arrives(world)

  await ana.does('queue.next', {})

  expect(await ana.tries('queue.next', {})).toMatchObject({
    outcome: 'operator_has_contact',
    details: { contactId },
  })
})

test('a contact that came in an instant ago is served though Redis has not heard of it yet', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world)

  expect(await ana.does('queue.next', {})).toMatchObject({ contactId })
})

test('of two to eight operators who ask for one contact exactly one gets it, 200 times', async () => {
  const all = await operators(world, 8)
  let contactId = await arrives(world)
  for (let race = 0; race < 200; race++) {
    if (race % 2 === 0) await world.opened.relay.drain()
    const racing = all.slice(0, 2 + (race % 7))

    const tried = await Promise.all(racing.map((one) => one.tries('queue.next', {})))

    const outcomes = tried.map(({ outcome }) => outcome).toSorted()
    expect(outcomes).toEqual(['done', ...Array(racing.length - 1).fill('queue_empty')].toSorted())
    expect(tried.find(({ outcome }) => outcome === 'done')?.reply?.contactId).toBe(contactId)
    await finishes(world, contactId)
    contactId = await arrives(world)
  }
}, 180_000)

test('eight operators who ask at once for five contacts get one each, and three hear that there is no more', async () => {
  const all = await operators(world, 8)
  for (let race = 0; race < 10; race++) {
    const waiting = await Promise.all(Array.from({ length: 5 }, () => arrives(world)))
    await world.opened.relay.drain()

    const tried = await Promise.all(all.map((one) => one.tries('queue.next', {})))

    const served = tried.flatMap(({ reply }) => reply?.contactId ?? [])
    expect(served.toSorted()).toEqual(waiting.toSorted())
    expect(tried.filter(({ outcome }) => outcome === 'queue_empty')).toHaveLength(3)
    for (const contactId of served) await finishes(world, contactId)
  }
})

test('an operator who asks twice at once holds one contact, and the other still waits', async () => {
  const ana = await operator(world)
  const both = [await arrives(world, { ago: 2 }), await arrives(world, { ago: 1 })]
  await world.settle()

  const tried = await Promise.all([ana.tries('queue.next', {}), ana.tries('queue.next', {})])

  expect(tried.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'operator_has_contact'])
  const states = await Promise.all(both.map(async (id) => (await entryOf(id))?.state))
  expect(states.toSorted()).toEqual(['held', 'waiting'])
})

test('an answer that got lost is given again under the same key, and nothing more is taken', async () => {
  const ana = await operator(world)
  await arrives(world, { ago: 2 })
  await arrives(world, { ago: 1 })

  const first = await ana.does('queue.next', {}, 'the-same-key')
  const again = await ana.does('queue.next', {}, 'the-same-key')

  expect(again).toEqual(first)
})

test('a contact given back stands where it stood; for a conflict of interest it goes to somebody else', async () => {
  const [ana, ben] = await operators(world, 2)
  const first = await arrives(world, { ago: 60 })
  const second = await arrives(world, { ago: 30 })
  await world.settle()

  await ana?.does('queue.next', {})
  await ana?.does('queue.release', { contactId: first, reason: 'break_needed' })
  await world.settle()
  expect(await ana?.does('queue.next', {})).toMatchObject({ contactId: first })

  await ana?.does('queue.release', { contactId: first, reason: 'conflict_of_interest' })
  await world.settle()
  expect(await ana?.does('queue.next', {})).toMatchObject({ contactId: second })
  expect(await ben?.does('queue.next', {})).toMatchObject({ contactId: first })
})

test('nobody gives back what is not theirs: what was never theirs does not even exist', async () => {
  const [ana, ben] = await operators(world, 2)
  const contactId = await arrives(world)
  await ana?.does('queue.next', {})

  expect(await ben?.tries('queue.release', { contactId, reason: 'technical' })).toMatchObject({
    outcome: 'not_found',
  })
  await ana?.does('queue.release', { contactId, reason: 'technical' })
  expect(await ana?.tries('queue.release', { contactId, reason: 'technical' })).toMatchObject({
    outcome: 'not_holder',
  })
})

test('the duty officer hands a contact to an operator who is free, if it stands as they saw it', async () => {
  const duty = await world.signIn('duty_officer')
  const [ana, ben] = await operators(world, 2)
  const contactId = await arrives(world)
  const { version } = (await ana?.does('queue.next', {})) ?? { version: 0 }
  const to = ben?.staffId ?? duty.staffId

  expect(await duty.tries('queue.reassign', { contactId, version: version - 1, to })).toMatchObject({
    outcome: 'changed_meanwhile',
  })
  expect(await duty.tries('queue.reassign', { contactId, version, to: duty.staffId })).toMatchObject({
    outcome: 'not_found',
  })
  await duty.does('queue.reassign', { contactId, version, to })

  expect((await entryOf(contactId))?.holder?.staffId).toBe(to)
  const said = await duty.asks('queue.operators', {})
  const statusOf = (id?: string) => said.find((one) => one.id === id)?.status
  expect([statusOf(ana?.staffId), statusOf(to)]).toEqual(['available', 'in_contact'])
})

test('a break asked for in mid-contact begins when the contact ends', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world)
  await ana.does('queue.next', {})

  expect(await ana.does('queue.setStatus', { status: 'break' })).toMatchObject({
    status: 'in_contact',
    contactId,
  })
  await finishes(world, contactId)

  const said = await ana.asks('queue.operators', {})
  expect(said.find(({ id }) => id === ana.staffId)).toMatchObject({ status: 'break', contactId: null })
  await arrives(world)
  expect(await ana.tries('queue.next', {})).toMatchObject({ outcome: 'operator_not_available' })
})

test('the rules may lift a contact and never lower it; two persons may', async () => {
  const contactId = await arrives(world)
  const classAfter = async (kind: FactKind, priority: string) => {
    await happens(kind, contactId, { priority })
    return (await entryOf(contactId))?.queueClass
  }

  expect(await classAfter('triage.proposed', 'P2')).toBe('P?')
  expect(await classAfter('triage.proposed', 'P1')).toBe('P1')
  expect(await classAfter('triage.proposed', 'P3')).toBe('P1')
  expect(await classAfter('triage.prioritySet', 'P3')).toBe('P1')
  expect(await classAfter('triage.loweringConfirmed', 'P3')).toBe('P3')
})

test('a contact closed by mistake comes back to whoever undoes it, and to anybody when another opens it', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world)
  await ana.does('queue.next', {})
  await finishes(world, contactId)

  await world.server.transact(ana.actor, async (ctx) => {
    await ctx.happened('intake.reopened', { contactId })
  })
  expect(await entryOf(contactId)).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })

  await finishes(world, contactId)
  await happens('intake.reopened', contactId)
  expect(await entryOf(contactId)).toMatchObject({ state: 'waiting', holder: null, ending: null })
})

test('an urgent contact that nobody takes for ten seconds is an alarm until somebody does', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world, { live: true })
  await happens('triage.proposed', contactId, { priority: 'P1' })
  const stateOf = async () =>
    (await ana.asks('oncall.alarms', {})).find((alarm) => alarm.contactId === contactId)?.state

  await world.pass('9s')
  expect(await stateOf()).toBeUndefined()
  await world.pass('1s')
  expect(await stateOf()).toBe('raised')
  await ana.does('queue.next', {})
  expect(await stateOf()).toBe('ended')
})

test('words that speak of mortal danger are an alarm after ten seconds, untriaged as they are; others are not', async () => {
  const ana = await operator(world)
  const hint = (raiseTo: 'P0' | 'P2') => ({ raiseTo, category: 'W5', words: 'mă bate acum' })
  const danger = await arrives(world, { hint: hint('P0') })
  await arrives(world, { hint: hint('P2') })

  await world.pass('30s')

  const raised = (await ana.asks('oncall.alarms', {})).filter(({ state }) => state === 'raised')
  expect(raised).toMatchObject([{ contactId: danger, kind: 'contact_not_taken', priority: 'P0' }])
})

test('a caller who hangs up while held is still the operator’s, and nobody waits on the line', async () => {
  const ana = await operator(world)
  const contactId = await arrives(world, { live: true })
  await ana.does('queue.next', {})

  await world.server.transact({ kind: 'carrier', county }, (ctx) => callEnded(ctx, { contactId }))

  expect(await entryOf(contactId)).toMatchObject({
    state: 'held',
    live: false,
    holder: { staffId: ana.staffId },
  })
  expect(await ana.asks('queue.callBacks', {})).not.toContainEqual(expect.objectContaining({ contactId }))
})

test.for([
  ["update entries set state = 'held' where contact_id = $1", 'entries_held_by_somebody'],
  ["update entries set state = 'gone' where contact_id = $1", 'entries_state'],
  ["update entries set recording_notice = 'given' where contact_id = $1", 'entries_recording_notice'],
  ["update entries set state = 'ended' where contact_id = $1", 'entries_ended_somehow'],
  ['update entries set holder_id = $1 where contact_id = $1', 'entries_waiting_for_anybody'],
] as const)('the database itself refuses: %s', async ([sql, constraint]) => {
  const contactId = await arrives(world)

  await expect(runSql(world.database.superUrl, sql, [contactId])).rejects.toMatchObject({ constraint })
})

test('the database itself refuses a second contact in the hands of one operator', async () => {
  const ana = await operator(world)
  await arrives(world)
  await ana.does('queue.next', {})
  const another = await arrives(world)
  const take = `update entries set state = 'held', holder_id = $2, held_since = now() where contact_id = $1`

  await expect(runSql(world.database.superUrl, take, [another, ana.staffId])).rejects.toMatchObject({
    constraint: 'entries_one_a_holder',
  })
})
