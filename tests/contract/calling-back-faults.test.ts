import { beforeEach, expect, test } from 'vitest'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { nobodyWaits } from '../support/line.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 400 })
const { lastTo, owed, comesIn, joins } = callingBack(here)
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
