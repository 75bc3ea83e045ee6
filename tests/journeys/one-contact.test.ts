import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { reportingChapter } from '@veghe/server/reporting/reporting.api.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { deskChapters, floresti } from '../support/desk.ts'
import { startWithNetwork } from '../support/network.ts'
import { teamOnCall } from '../support/teams.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  const started = await startWithNetwork({ chapters: [...deskChapters, reportingChapter] })
  world = started.world
  network = started.network
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})

const child = '+40700000001'

test('one contact, from the ring to the safe child', async () => {
  world.at('01:10')
  const ana = await world.signIn('operator', { name: 'Ana Mureșan' })
  const dana = await world.signIn('manager', { name: 'Dana Rus' })
  const near = await teamOnCall(world, { name: 'Echipa 1', base: 54975 })
  await teamOnCall(world, { name: 'Echipa 3', base: 55008 })
  const [vlad] = near.members
  if (!vlad) throw new Error('A team of two has a first member.')
  const [desk, page, phone] = [await ana.listens(), await dana.listens(), await vlad.listens()]
  await ana.does('queue.setStatus', { status: 'available' })

  // 1. The phone rings, and stands in the queue of every desk in the county.
  await network.placeCall({ from: child })
  const ringing = await desk.hears('queue.changed', ({ state }) => state === 'waiting')
  expect(ringing).toMatchObject({ channel: 'voice', live: true, queueClass: 'P?', callerDigits: '001' })

  // 2. Ana is served it: nobody picks. The caller is taken to where she is.
  world.at('01:10')
  await world.pass('6s')
  const { contactId } = await ana.does('queue.next', {})
  expect(contactId).toBe(ringing.id)
  await world.settle()
  await network.seen((entry) => JSON.stringify(entry).includes('/twilio/join'))

  // 3. Location first. Then danger: the class rises as she answers, and she sets it.
  await world.pass('40s')
  await ana.does('intake.noteHeard', { contactId, text: 'copil, vorbește în șoaptă' })
  await ana.does('intake.confirmPlace', { contactId, place: floresti })
  const answers = {
    contact_kind: 'concern',
    danger_now: 'yes',
    danger_kind: ['violence'],
    caller_is_child: 'yes',
  }
  const judged = await ana.does('triage.answer', { contactId, answers })
  expect(judged.proposed).toBe('P0')
  await world.pass('20s')
  await ana.does('triage.setPriority', { contactId, priority: 'P0' })

  // 4. She sends the team; the case opens by itself. 112 was called meanwhile, and its number is kept.
  await world.pass('10s')
  const sent = await ana.does('cases.sendTeam', { contactId, note: 'Sunați jos, nu la ușă.' })
  await ana.does('cases.called112', { caseId: sent.caseId, at: world.now(), reference: 'CJ-4471' })
  await phone.hears('myDispatch.changed', ({ id }) => id === sent.dispatchId)
  const [alert] = await vlad.asks('dispatch.mine', {})
  expect(alert).toMatchObject({ priority: 'P0', place: 'Florești', step: 'sent', teamName: 'Echipa 1' })
  expect(alert?.address).toMatchObject({ address: 'str. Eroilor nr. 12' })

  // 5. Nobody looks at the app: after 30 s the phones get a text, without a name and without an address.
  await world.pass('31s')
  const text = network.phone(near.phones[0] ?? '').texts.at(-1)?.body ?? ''
  expect(text).toContain('FLORESTI')
  expect(text).not.toMatch(/Eroilor/i)

  // 6. Vlad texts „1”. Every channel stops at once.
  await network.sendText({ from: near.phones[0] ?? '', body: '1' })
  await desk.hears('ladder.changed', ({ state }) => state === 'acknowledged')
  await world.pass('2m')
  expect(network.phone(near.phones[0] ?? '').calls).toEqual([])

  // 7. Each step with one thumb.
  for (const step of ['en_route', 'on_scene', 'with_child'] as const) {
    await world.pass('4m')
    await vlad.does('dispatch.report', { dispatchId: sent.dispatchId, step })
  }
  await world.pass('15m')
  await vlad.does('dispatch.childSafe', { dispatchId: sent.dispatchId, how: 'with_relatives' })
  await vlad.does('dispatch.report', { dispatchId: sent.dispatchId, step: 'ended' })

  // 8. The call is over; the contact and its case are closed with a stated outcome.
  await ana.does('intake.hangUp', { contactId })
  await world.settle()
  await ana.does('triage.finish', { contactId, outcome: 'case', summary: 'Copil în siguranță, la bunică.' })
  const kase = await ana.asks('cases.view', { caseId: sent.caseId })
  await ana.does('cases.close', {
    ...{ caseId: sent.caseId, version: kase.version },
    ...{ outcome: 'safe_with_relatives', nextBody: 'SPAS Florești' },
  })

  // 9. The manager's page has moved by itself: one clock, eleven times, none missing and none out of order.
  const line = await page.hears('times.changed', ({ clock }) => clock[10] !== null)
  const clock = line.clock.map((at) => at?.getTime() ?? Number.NaN)
  expect(clock).toEqual(clock.toSorted((a, b) => a - b))
  expect(clock).not.toContain(Number.NaN)
  expect(clock).toHaveLength(11)

  // 10. And the carrier's own count agrees: nothing was lost.
  expect(network.counts().calls).toBe(1)
})
