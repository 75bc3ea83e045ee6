import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { applySnapshot, boardOf } from '@veghe/shared/kernel/board.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, deskChapters } from '../support/desk.ts'
import { openLine } from '../support/line.ts'
import { operator } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

test('whoever holds a contact and the duty officer hear its class move; nobody else does', async () => {
  const { operator, contactId } = await atWork(world)
  const [mine, officers, colleagues, strangers] = await Promise.all(
    [
      operator,
      await world.signIn('duty_officer'),
      await world.signIn('operator'),
      await world.signIn(['operator', 'duty_officer'], { county: 'BN' }),
    ].map((person) => person.listens()),
  )

  await operator.does('triage.answer', { contactId, answers: { confined: 'yes' } })

  const isP1 = (body: { contactId: ContactId; inForce: string }) =>
    body.contactId === contactId && body.inForce === 'P1'
  expect(await mine?.hears('assessment.changed', isP1)).toEqual(
    await operator.asks('triage.assessment', { contactId }),
  )
  await officers?.hears('assessment.changed', isP1)
  expect(colleagues?.heard('assessment.changed')).toEqual([])
  expect(strangers?.heard('assessment.changed')).toEqual([])
})

test('a board of proposals that only listens ends up like one that asks again', async () => {
  const { operator, contactId } = await atWork(world)
  const officer = await world.signIn('duty_officer')
  const stranger = await world.signIn('duty_officer', { county: 'BN' })
  await operator.does('triage.setPriority', { contactId, priority: 'P1' })
  const stale = boardOf(await officer.asks('triage.proposals', {}))
  const [screen, elsewhere] = [await officer.listens(), await stranger.listens()]

  await operator.does('triage.setPriority', { contactId, priority: 'P3', reason: 'duplicate' })
  const proposed = await screen.hears('proposal.changed', ({ id }) => id === contactId)
  await officer.does('triage.confirmLowering', { contactId, version: proposed.version })
  await screen.hears('proposal.changed', ({ state }) => state === 'confirmed')

  const listened = applySnapshot(stale, screen.heard('proposal.changed'))
  expect([...listened.values()]).toEqual(await officer.asks('triage.proposals', {}))
  expect(elsewhere.heard('proposal.changed')).toEqual([])
})

test('a list of second looks that only listens ends up like one that asks again', async () => {
  const { operator, contactId } = await atWork(world)
  const colleague = await world.signIn('operator')
  const stale = boardOf(await colleague.asks('triage.secondLooks', {}))
  const screen = await colleague.listens()

  await operator.does('triage.dispose', { contactId, disposition: 'Z-03' })
  await screen.hears('secondLook.changed', ({ id }) => id === contactId)
  await colleague.does('triage.look', { contactId, verdict: 'agreed' })
  await screen.hears('secondLook.changed', ({ state }) => state === 'agreed')

  const listened = applySnapshot(stale, screen.heard('secondLook.changed'))
  expect([...listened.values()]).toEqual(await colleague.asks('triage.secondLooks', {}))
})

test('a proposal is heard at a screen of another process too', async () => {
  const beside = await startWorld({ chapters: deskChapters, beside: world })
  const officer = await beside.signIn('duty_officer')
  const screen = await officer.listens()
  const { operator, contactId } = await atWork(world)
  await operator.does('triage.setPriority', { contactId, priority: 'P2' })

  await operator.does('triage.dispose', { contactId, disposition: 'Z-04' })

  const heard = await screen.hears('proposal.changed', ({ id }) => id === contactId)
  expect(heard).toMatchObject({ state: 'open', lowering: { kind: 'disposition', from: 'P2' } })
  await beside.stop()
})

test('the keys of a silent caller are seen by whoever holds the contact and the duty officer, as they come', async () => {
  const line = openLine(world)
  const leg = line.call('+40700000599')
  await line.posts(line.arrival(leg))
  const ana = await operator(world)
  const { contactId } = await ana.does('queue.next', {})
  const [mine, officers, colleagues] = await Promise.all(
    [ana, await world.signIn('duty_officer'), await world.signIn('operator')].map((one) => one.listens()),
  )

  await ana.does('intake.startInterview', { contactId, language: 'ro', wording: 'child' })
  await mine?.hears('interview.changed', ({ turn }) => turn === 1)
  const params = { ...fixtures.voiceInbound(leg), ...fixtures.gathered({}, '1') }
  await line.posts({ path: `/twilio/interview?contact=${contactId}&county=CJ&turn=1`, params })

  const isSecond = ({ id, turn }: { id: ContactId; turn: number }) => id === contactId && turn === 2
  expect(await mine?.hears('interview.changed', isSecond)).toEqual(
    await ana.asks('triage.interview', { contactId }),
  )
  await mine?.hears('assessment.changed', ({ inForce }) => inForce === 'P1')
  await officers?.hears('interview.changed', isSecond)
  expect(colleagues?.heard('interview.changed')).toEqual([])
})
