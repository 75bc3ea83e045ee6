import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { atWork, deskChapters, factsAbout, floresti } from '../support/desk.ts'
import { dutyOfficerOnCall, teamOnCall } from '../support/teams.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

/** Called off when the test is over: a ladder that still runs would page on through every other test's minutes. */
let running: { calledOff: () => Promise<unknown> }[] = []
afterEach(async () => {
  for (const { calledOff } of running) await calledOff()
  running = []
})

let counties = 0
/** Each test sends its own teams: a county apiece, so that none waits for another's. */
const somewhere = () =>
  ['AB', 'BH', 'MM', 'MS', 'SJ', 'BN', 'SB', 'HR', 'CV', 'BV', 'SM', 'TM'][counties++] ?? 'CJ'

async function sent(county: string, priority: 'P0' | 'P1' | 'P2' = 'P1') {
  const operator = await world.signIn('operator', { county })
  await operator.does('queue.setStatus', { status: 'available' })
  const { contactId } = await operator.does('intake.enter', {
    ...{ channel: 'walk_in', receivedAt: world.now(), text: 'O vecină povestește.', place: floresti },
  })
  await operator.does('queue.next', {})
  const order = await operator.does('cases.sendTeam', { contactId, priority })
  const entry = async () =>
    (await operator.asks('dispatch.board', {})).find(({ id }) => id === order.dispatchId)
  const ladder = async () =>
    (await operator.asks('oncall.ladders', {})).find(({ id }) => id === order.dispatchId)
  const { dispatchId } = order
  const calledOff = async () =>
    operator.tries('dispatch.cancel', {
      dispatchId,
      version: (await entry())?.version ?? 0,
      reason: 'resolved',
    })
  running.push({ calledOff })
  return { ...order, operator, contactId, entry, ladder }
}

describe('the ladder', () => {
  test('asks the app at once, by text after 30 s, by phone after 60 s, and stops at the first yes', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId, ladder } = await sent(county)
    await world.settle()
    const states = async () =>
      (await ladder())?.steps.map(({ channel, state }) => `${channel} ${state}`).filter((_, i) => i % 2 === 0)
    expect(await states()).toEqual(['app sent', 'sms planned', 'voice planned'])
    await world.pass('30s')
    expect(await states()).toEqual(['app sent', 'sms sent', 'voice planned'])
    await team.members[0]?.does('oncall.acknowledge', { dispatchId })
    await world.pass('5m')
    expect(await states()).toEqual(['app sent', 'sms sent', 'voice stopped'])
    expect(await ladder()).toMatchObject({ state: 'acknowledged', round: 1 })
  })

  test('moves to the next team and the duty officer after two minutes without an answer', async () => {
    const county = somewhere()
    const first = await teamOnCall(world, { name: 'Echipa 1', county })
    const second = await teamOnCall(world, { name: 'Echipa 2', county })
    await dutyOfficerOnCall(world, { county })
    const { dispatchId, entry, ladder } = await sent(county)
    await world.pass('121s')
    expect(await ladder()).toMatchObject({ state: 'running', round: 2, teamName: 'Echipa 2' })
    expect(await entry()).toMatchObject({ step: 'moved_on', teamName: 'Echipa 2' })

    // Whoever was asked first may still say yes, and then it is theirs.
    await first.members[1]?.does('oncall.acknowledge', { dispatchId })
    expect(await entry()).toMatchObject({ step: 'acknowledged', teamName: 'Echipa 1' })
    const late = await second.members[0]?.tries('oncall.acknowledge', { dispatchId })
    expect(late).toMatchObject({ outcome: 'already_acknowledged', details: { team: 'Echipa 1' } })
    const board = await (await world.signIn('duty_officer', { county })).asks('oncall.teams', {})
    expect(board.map(({ name, status, dispatchId: own }) => [name, status, own !== null])).toEqual([
      ['Echipa 1', '2', true],
      ['Echipa 2', '1', false],
    ])
  })

  test('moves on at once when a team says it cannot', async () => {
    const county = somewhere()
    const [team] = [await teamOnCall(world, { name: 'Echipa 1', county })]
    await teamOnCall(world, { name: 'Echipa 2', county })
    const { dispatchId, entry } = await sent(county)
    await team.members[0]?.does('oncall.decline', { dispatchId, reason: 'no_car' })
    expect(await entry()).toMatchObject({ step: 'moved_on', teamName: 'Echipa 2' })
  })

  test('rings the duty officer when nobody is on call, and help is not refused', async () => {
    const county = somewhere()
    const officer = await dutyOfficerOnCall(world, { county })
    const { entry, ladder } = await sent(county)
    expect(await entry()).toMatchObject({ teamId: null, step: 'sent' })
    expect((await ladder())?.steps.map(({ channel, responder }) => [channel, responder])).toEqual([
      ['sms', officer.person.actor.name],
      ['voice', officer.person.actor.name],
    ])
  })

  test('raises the alarm after a minute of silence and ends it with the answer', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId, operator } = await sent(county, 'P0')
    const alarms = async () =>
      (await operator.asks('oncall.alarms', {})).map(({ kind, state }) => `${kind} ${state}`)
    await world.pass('59s')
    expect(await alarms()).toEqual([])
    await world.pass('2s')
    expect(await alarms()).toEqual(['page_not_acknowledged raised'])
    await team.members[0]?.does('oncall.acknowledge', { dispatchId })
    expect(await alarms()).toEqual(['page_not_acknowledged ended'])
  })
})

describe('the steps of a team', () => {
  test('are taken forward, kept when they come late, and refused to strangers', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const other = await teamOnCall(world, { name: 'Echipa 2', county })
    const { dispatchId, caseId, entry } = await sent(county)
    const [driver] = team.members
    expect(await driver?.tries('dispatch.report', { dispatchId, step: 'en_route' })).toMatchObject({
      outcome: 'step_not_next',
    })
    await driver?.does('oncall.acknowledge', { dispatchId })
    const left = world.now()
    await world.pass('3m')
    await driver?.does('dispatch.report', { dispatchId, step: 'on_scene' })
    // The phone had no signal when they left; now it says so.
    await driver?.does('dispatch.report', { dispatchId, step: 'en_route', at: left })
    expect(await entry()).toMatchObject({ step: 'on_scene', enRouteAt: left })
    const facts = (await factsAbout(world, caseId)).filter(({ kind }) => kind === 'dispatch.enRoute')
    expect(facts.map(({ body }) => body)).toEqual([{ replayed: true, late: true }])
    const stranger = await other.members[0]?.tries('dispatch.report', { dispatchId, step: 'with_child' })
    expect(stranger?.outcome).toBe('not_found')
  })

  test('told again by a phone that was restarted, which writes its fields in another order, are the same step', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId, caseId } = await sent(county)
    const [driver] = team.members
    await driver?.does('oncall.acknowledge', { dispatchId })
    const [key, at] = [randomUUID(), world.now()]
    const told = await driver?.does('dispatch.report', { step: 'en_route', dispatchId, at }, key)

    expect(await driver?.does('dispatch.report', { dispatchId, at, step: 'en_route' }, key)).toEqual(told)

    const later = await driver?.tries('dispatch.report', { dispatchId, step: 'on_scene', at }, key)
    expect(later?.outcome).toBe('key_reused')
    const facts = await factsAbout(world, caseId)
    expect(facts.filter(({ kind }) => kind === 'dispatch.enRoute')).toHaveLength(1)
  })

  test('free the team at the end, for the next child', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId } = await sent(county)
    const [driver] = team.members
    await driver?.does('oncall.acknowledge', { dispatchId })
    const busy = await sent(county)
    expect(await busy.entry()).toMatchObject({ teamId: null })
    await driver?.does('dispatch.report', { dispatchId, step: 'ended' })
    const next = await sent(county)
    expect(await next.entry()).toMatchObject({ teamName: 'Echipa 1' })
  })

  test('a call for help sounds at every desk and cannot be silenced by who made it', async () => {
    const county = somewhere()
    const team = await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId, operator } = await sent(county)
    const [driver] = team.members
    await driver?.does('oncall.acknowledge', { dispatchId })
    const desk = await operator.listens()
    await driver?.does('dispatch.sos', { dispatchId })
    const alarm = await desk.hears('alarm.changed', ({ kind }) => kind === 'sos')
    expect(alarm).toMatchObject({ state: 'raised', teamName: 'Echipa 1' })
    const { kind } = driver?.actor ?? {}
    expect(kind).toBe('person')
    await operator.does('oncall.acknowledgeAlarm', { alarmId: alarm.id })
    expect(await operator.asks('oncall.alarms', {})).toMatchObject([{ state: 'acknowledged' }])
  })

  test('only what was seen is cancelled', async () => {
    const county = somewhere()
    await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId, operator, entry } = await sent(county)
    const seen = (await entry())?.version ?? 0
    const old = await operator.tries('dispatch.cancel', { dispatchId, version: seen - 1, reason: 'resolved' })
    expect(old.outcome).toBe('changed_meanwhile')
    await operator.does('dispatch.cancel', { dispatchId, version: seen, reason: 'resolved' })
    expect(await entry()).toMatchObject({ step: 'cancelled' })
  })
})

describe('the database itself', () => {
  beforeAll(async () => {
    await teamOnCall(world, { name: 'Echipa 9', county: 'IS' })
    await sent('IS')
  })

  test('lets no team have two open dispatches', async () => {
    const county = somewhere()
    await teamOnCall(world, { name: 'Echipa 1', county })
    const { dispatchId } = await sent(county)
    const doubled = runSql(
      world.database.superUrl,
      `insert into dispatches (id, county, case_id, case_number, priority, team_id, step, briefing, sent_at, changed_at)
        select gen_random_uuid(), county, case_id, case_number, priority, team_id, 'sent', briefing, now(), now()
        from dispatches where id = '${dispatchId}'`,
    )
    await expect(doubled).rejects.toThrow('dispatches_one_open_per_team')
  })

  test.each([
    [
      'an acknowledged ladder without a person',
      `update ladders set state = 'acknowledged'`,
      'ladders_acknowledged',
    ],
    ['a step that does not exist', `update dispatches set step = 'lost', ended_at = null`, 'dispatches_step'],
    ['an end without a time', `update dispatches set step = 'ended', ended_at = null`, 'dispatches_ended'],
    ['a shift that runs backwards', 'update shifts set ends_at = starts_at', 'shifts_forward'],
    ['a status nobody says', `update teams set status = '9'`, 'teams_status'],
  ])('refuses %s', async (_what, statement, guard) => {
    await expect(runSql(world.database.superUrl, statement)).rejects.toThrow(guard)
  })
})

test('an operator who holds nothing is told of no contact', async () => {
  const { contactId } = await atWork(world)
  const other = await world.signIn('operator')
  expect(await other.tries('intake.contact', { contactId })).toMatchObject({ outcome: 'not_found' })
})
