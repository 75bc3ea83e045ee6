import { applySnapshot, boardOf } from '@veghe/shared/kernel/board.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, deskChapters, floresti } from '../support/desk.ts'
import { teamOnCall } from '../support/teams.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

test('a board of cases that only listens ends up like one that asks again; another county hears nothing', async () => {
  const { operator, contactId } = await atWork(world)
  const manager = await world.signIn('manager')
  const stranger = await world.signIn(['operator', 'manager'], { county: 'BN' })
  const stale = boardOf(await manager.asks('cases.board', {}))
  const [screen, elsewhere] = [await manager.listens(), await stranger.listens()]
  const team = await teamOnCall(world, { name: 'Echipa 1' })

  const { caseId } = await operator.does('cases.sendTeam', { contactId, teamId: team.id, place: floresti })
  await operator.does('cases.addPerson', { caseId, role: 'child' })
  const { version } = await operator.asks('cases.view', { caseId })
  await screen.hears('case.changed', (entry) => entry.id === caseId && entry.version === version)

  const listened = applySnapshot(stale, screen.heard('case.changed'))
  const asked = await manager.asks('cases.board', {})
  expect(asked).toMatchObject([{ id: caseId, priority: 'P1', dispatchStep: 'sent', children: 1 }])
  expect([...listened.values()]).toEqual(asked)
  expect(elsewhere.heard('case.changed')).toEqual([])
  expect(elsewhere.heard('caseView.changed')).toEqual([])
})

test('whoever looks at a case hears that it moved, and nothing of what it says', async () => {
  const { operator, contactId } = await atWork(world)
  const { caseId } = await operator.does('cases.open', { contactId })
  const colleague = await world.signIn('duty_officer')
  const screen = await colleague.listens()

  const { version } = await operator.does('cases.note', { caseId, kind: 'fact', text: 'Ușa e descuiată.' })

  const heard = await screen.hears('caseView.changed', (moved) => moved.version === version)
  expect(heard).toEqual({ id: caseId, version })
})

test('neither responders nor administrators hear of cases', async () => {
  const { operator, contactId } = await atWork(world)
  const screens = [
    await (await world.signIn('responder')).listens(),
    await (await world.signIn('administrator')).listens(),
  ]
  const own = await operator.listens()

  await operator.does('cases.open', { contactId })

  await own.hears('case.changed')
  expect(screens.flatMap((screen) => screen.heard('case.changed'))).toEqual([])
  expect(screens.flatMap((screen) => screen.heard('caseView.changed'))).toEqual([])
})

test('a case opened beside one process is heard beside another', async () => {
  const beside = await startWorld({ chapters: deskChapters, beside: world })
  const officer = await beside.signIn('duty_officer')
  const screen = await officer.listens()
  const { operator, contactId } = await atWork(world)

  const { caseId, version } = await operator.does('cases.open', { contactId })

  const heard = await screen.hears('case.changed', (entry) => entry.id === caseId && entry.version >= version)
  expect(heard).toMatchObject({ state: 'open', contacts: 1 })
  await beside.stop()
})
