import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { TRUNK_ADDRESS } from '@veghe/infra/carrier/leg.ts'
import { reportingChapter } from '@veghe/server/reporting/reporting.api.ts'
import { ledger } from '@veghe/server/reporting/reporting.ts'
import { hours } from '@veghe/shared/kernel/time.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { deskChapters } from '../support/desk.ts'
import { startWithNetwork } from '../support/network.ts'
import { operator } from '../support/queue.ts'
import { chatPage } from '../support/web-chat.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  const started = await startWithNetwork({
    chapters: [...deskChapters, reportingChapter],
    config: { lines: ['REG-07=BN'], trunkAddresses: [TRUNK_ADDRESS] },
  })
  world = started.world
  network = started.network
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})

test('each call and text the carrier counted stands on one side of the ledger, and what nobody knows is lost', async () => {
  const ana = await operator(world)
  const waiting = await network.placeCall({ from: '+40700000011' })
  const text = await network.sendText({ from: '+40700000012', body: 'Bună ziua, o întrebare.' })
  const joined = await network.sendText({ from: '+40700000012', body: 'Mai e cineva?' })
  const onWhatsApp = await network.sendText({ from: 'whatsapp:+40700000014', body: 'Bună.' })
  const gone = await network.placeCall({ from: '+40700000013' })
  await network.hangUp({ sid: gone.sid })
  await ana.does('intake.enter', { channel: 'paper', receivedAt: world.now(), text: 'Fișa 12.' })
  const held = await ana.does('queue.next', {})
  expect(held.contactId).toBeDefined()

  const period = { from: new Date(world.now().getTime() - hours(1)), to: new Date(world.now().getTime() + 1) }
  const sum = (sids: string[] | null) => world.server.transact(ana.actor, (ctx) => ledger(ctx, period, sids))
  const sids = [waiting.sid, text.sid, joined.sid, onWhatsApp.sid, gone.sid]
  const whole = await sum(sids)
  expect(whole).toMatchObject({ carrierCount: 5, enteredByHand: 1, openWithOwner: 1, inHand: 1, lost: 0 })
  expect(whole.waiting + whole.inHand + whole.openWithOwner).toBe(6)

  expect(await sum([...sids, `CA${'f'.repeat(32)}`])).toMatchObject({ carrierCount: 6, lost: 1 })
  // Without the carrier's word our own tables prove nothing.
  expect(await sum(null)).toMatchObject({ carrierCount: null, lost: null, openWithOwner: 1 })
})

test('a call counts in the county where it stands, and is missed by no other', async () => {
  const ledgerOf = async (county: string) => {
    const officer = await world.signIn('duty_officer', { county })
    return officer.asks('reporting.ledger', { from: new Date(0), to: world.now() })
  }

  const call = await network.placeCall({ from: '+40700000014', headers: { 'X-Trunk-Region': 'REG-07' } })
  await network.hangUp({ sid: call.sid })
  await world.pass('1s')

  expect(await ledgerOf('BN')).toMatchObject({ carrierCount: 1, openWithOwner: 1, lost: 0 })
  expect(await ledgerOf('CJ')).toMatchObject({ carrierCount: 5, lost: 0 })
})

test('what is written on the public page counts beside what the carrier brought, text by text', async () => {
  const radu = await world.signIn('duty_officer')
  const ledgerNow = () => radu.asks('reporting.ledger', { from: new Date(0), to: world.now() })
  const before = await ledgerNow()
  const child = chatPage(() => world)

  await child.writes('alo')
  await child.writes('mai e cineva?')
  // What came a moment ago is not counted yet.
  world.at(new Date(world.now().getTime() + 10_000).toISOString())

  const { carrierCount, waiting, lost } = await ledgerNow()
  expect([carrierCount, waiting, lost]).toEqual([(before.carrierCount ?? 0) + 2, before.waiting + 2, 0])
})

test('the coordinator sees the figures of every county and none of its contacts', async () => {
  const irina = await world.signIn('coordinator')
  const counties = await irina.asks('reporting.counties', {})
  expect(counties.map(({ county }) => county)).toContain('CJ')
  expect(await irina.tries('reporting.times', {})).toMatchObject({ outcome: 'not_allowed' })
})
