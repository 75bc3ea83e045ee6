import { callStatus } from '@veghe/infra/carrier/fixtures.ts'
import { outboundLeg } from '@veghe/infra/carrier/leg.ts'
import { beforeEach, expect, test } from 'vitest'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { nobodyWaits } from '../support/line.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 400 })
const { lastTo, isAt, isThere, owed, joins, comesIn, rings, verdict } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

/** The worker comes back after so many seconds. */
const awayFor = async (seconds: number) => {
  here.world.at(new Date(here.world.now().getTime() + seconds * 1_000).toISOString())
  await here.settles()
}

test('a call that is stopped while the network says nothing is not asked for again', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  here.network.faults({ stallRest: 1 })
  await comesIn(ana, contactId)

  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
  await here.world.pass('40s')
  await here.settles()

  expect(lastTo(child)).toBeUndefined()
  expect(await callBackOf(ana, contactId)).toMatchObject({ attempts: [{ result: 'canceled' }] })
})

test('a call that was stopped does not take the next one for its own', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  here.network.faults({ stallRest: 1 })
  await comesIn(ana, contactId)
  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
  await here.world.pass('1s')

  await dials(ana, contactId)
  await joins(ana, contactId)
  here.network.faults({ muteRest: 1, failWebhooks: 1_000 })
  await here.world.pass('4s')
  here.network.faults({ failWebhooks: 0 })
  await here.network.answer({ phone: child })
  await isThere(child)
  await verdict(child)

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ call: { result: 'reached' }, attempts: [{ result: 'canceled' }, { result: 'reached' }] },
  })
  expect(
    here.network.phone(child).calls.filter(({ direction }) => direction === 'outbound-api'),
  ).toHaveLength(1)
})

test('a call that is stopped before anybody could place it is never placed', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  await joins(ana, contactId)

  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
  await awayFor(10)

  expect(lastTo(child)).toBeUndefined()
})

test('a call that could not be placed for half a minute is not placed late', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  const desk = await joins(ana, contactId)

  await awayFor(31)

  expect(lastTo(child)).toBeUndefined()
  expect(await callBackOf(ana, contactId)).toMatchObject({ call: { state: 'ended', result: 'failed' } })
  await expect.poll(desk.isOver).toBe(true)
})

test('whoever picks up while we do not answer is put through when we are asked again', async () => {
  const { child, ana, contactId } = await rings()

  // The report that they picked up, and what they are to hear: each is tried twice.
  here.network.faults({ failWebhooks: 4 })
  await here.network.answer({ phone: child })
  await isThere(child)
  await verdict(child)

  expect(await callBackOf(ana, contactId)).toMatchObject({ call: { state: 'answered', result: 'reached' } })
  expect(lastTo(child)?.transcript).toEqual([])
})

test('a call that was given up, and rings after all, is hung up on', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  await joins(ana, contactId)
  here.network.faults({ muteRest: 1, failWebhooks: 1_000 })
  await here.world.settle()
  here.network.faults({ failRest: 100_000 })
  await here.world.pass('40s')
  expect(await callBackOf(ana, contactId)).toMatchObject({ call: { state: 'ended', result: 'failed' } })
  here.network.faults({ failRest: 0, failWebhooks: 0 })

  await here.line.posts(ringing(child))
  await here.settles()

  await isAt(child, 'canceled')
})

/** The network's report that their telephone rings, at the address that it was given with the call. */
function ringing(child: string) {
  const call = lastTo(child)
  const told = here.network
    .journal()
    .find((entry) => entry.what === 'webhook.failed' && entry.sid === call?.sid)
  if (!call || told?.what !== 'webhook.failed') throw new Error('Nothing rings.')
  const { pathname, search } = new URL(told.url)
  const leg = {
    ...outboundLeg(here.network.account, { to: child, sid: call.sid }),
    status: 'ringing',
  } as const
  return { path: pathname + search, params: callStatus(leg, { sequence: 1, at: here.world.now() }) }
}
