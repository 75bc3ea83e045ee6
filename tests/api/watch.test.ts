import { phoneOnDuty, watchOnce } from '@veghe/server/oncall/watch.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { deskChapters, floresti } from '../support/desk.ts'
import { dutyOfficerOnCall, teamOnCall } from '../support/teams.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

/** The clock moves and nobody does the work that becomes due: the worker is dead. */
const nobodyWorksFor = (seconds: number) =>
  world.at(new Date(world.now().getTime() + seconds * 1_000).toISOString())

const healthy = () => ({ worker: world.now(), relay: world.now() })
const watch = (beats: Readonly<Record<string, Date>> = healthy()) =>
  world.server.transact({ kind: 'system' }, (ctx) => watchOnce(ctx, beats))

async function alertedIn(county: string) {
  await teamOnCall(world, { name: 'Echipa 1', county })
  const officer = await dutyOfficerOnCall(world, { county })
  const operator = await world.signIn('operator', { county })
  await operator.does('queue.setStatus', { status: 'available' })
  const { contactId } = await operator.does('intake.enter', {
    ...{ channel: 'walk_in', receivedAt: world.now(), text: 'O vecină povestește.', place: floresti },
  })
  await operator.does('queue.next', {})
  const { dispatchId } = await operator.does('cases.sendTeam', { contactId, priority: 'P0' })
  const alarms = async () =>
    (await operator.asks('oncall.alarms', {})).map(({ kind, state }) => `${kind} ${state}`)
  return { officer, dispatchId, alarms }
}

test('a page that is not sent when it should be is noticed without Redis, jobs or relay', async () => {
  const { alarms, officer } = await alertedIn('AB')
  nobodyWorksFor(9)
  expect(await watch()).toEqual([])
  nobodyWorksFor(3)
  expect(await watch()).toEqual(['AB'])
  expect(await alarms()).toEqual(['page_late raised'])
  // The same trouble is one alarm and one call, however often it is seen.
  expect(await watch()).toEqual([])
  const phone = await world.server.transact({ kind: 'system' }, (ctx) =>
    phoneOnDuty(ctx, CountyCode.parse('AB')),
  )
  expect(phone).toBe(officer.phone)

  await world.settle()
  await watch()
  expect(await alarms()).toContain('page_late ended')
})

test('a worker or a relay that says nothing for fifteen seconds is told of in every county on duty', async () => {
  const { alarms } = await alertedIn('BH')
  await world.settle()
  const last = healthy()
  nobodyWorksFor(14)
  expect(await watch({ ...healthy(), worker: last.worker })).not.toContain('BH')
  nobodyWorksFor(2)
  expect(await watch({ ...healthy(), worker: last.worker })).toContain('BH')
  expect(await alarms()).toContain('worker_silent raised')
  expect(await watch({ worker: world.now(), relay: last.relay })).toContain('BH')
  expect((await alarms()).toSorted()).toContain('relay_silent raised')
  await watch()
  expect((await alarms()).filter((alarm) => alarm.includes('silent')).toSorted()).toEqual([
    'relay_silent ended',
    'worker_silent ended',
  ])
})
