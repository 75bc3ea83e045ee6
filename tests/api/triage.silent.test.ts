import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { OneKeyDisposition } from '@veghe/shared/triage/triage.codes.ts'
import { beforeEach, expect, test } from 'vitest'
import { atWork, deskChapters, entryOf } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ chapters: deskChapters })
beforeEach(() => everybodyIsDone(here.world))

/** A call in which nobody speaks, closed with one key. */
async function closedCall(disposition: OneKeyDisposition) {
  const ana = await operator(here.world)
  await here.line.posts(here.line.arrival(here.line.call(here.someone())))
  const { contactId } = await ana.does('queue.next', {})
  if (!contactId) throw new Error('Nobody was served.')
  await ana.does('triage.dispose', { contactId, disposition })
  return { ana, contactId }
}

const callBacksOf = async (who: Person, contactId: ContactId) =>
  (await who.asks('queue.callBacks', {})).filter((one) => one.contactId === contactId)

test.for([
  { disposition: 'Z-01', what: 'silent', cause: 'silent' },
  { disposition: 'Z-02', what: 'hung up', cause: 'abandoned' },
] as const)('a call closed as $what is owed a call-back', async ({ disposition, cause }) => {
  const { ana, contactId } = await closedCall(disposition)

  expect(await callBacksOf(ana, contactId)).toMatchObject([
    { state: 'open', cause, dueAt: new Date(here.world.now().getTime() + 600_000) },
  ])
})

test('a prank is owed none, and neither is somebody at the counter who says nothing', async () => {
  const prank = await closedCall('Z-04')
  expect(await callBacksOf(prank.ana, prank.contactId)).toEqual([])

  const counter = await atWork(here.world)
  await counter.operator.does('triage.dispose', { contactId: counter.contactId, disposition: 'Z-01' })
  expect(await callBacksOf(counter.operator, counter.contactId)).toEqual([])
})

test('taken back within ten seconds, nobody need call; closed again, somebody must', async () => {
  const { ana, contactId } = await closedCall('Z-01')

  await ana.does('triage.undoDispose', { contactId })
  expect(await callBacksOf(ana, contactId)).toMatchObject([{ state: 'recovered' }])

  await ana.does('triage.dispose', { contactId, disposition: 'Z-01' })
  expect((await callBacksOf(ana, contactId)).map(({ state }) => state).sort()).toEqual(['open', 'recovered'])
})

test('whoever reaches the silent caller goes on with the contact, its triage and all', async () => {
  const { ana, contactId } = await closedCall('Z-01')
  const [owed] = await callBacksOf(ana, contactId)
  if (!owed) throw new Error('No call-back.')

  await ana.does('queue.attemptCallBack', { callBackId: owed.id, version: owed.version, result: 'reached' })

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })
  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({ state: 'open' })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ closedAt: null, outcome: null })
  expect(await callBacksOf(ana, contactId)).toMatchObject([{ state: 'recovered' }])
})

test('given up, the contact stays closed for the reason it was closed for', async () => {
  const { ana, contactId } = await closedCall('Z-02')
  const [owed] = await callBacksOf(ana, contactId)
  if (!owed) throw new Error('No call-back.')

  await ana.does('queue.closeCallBack', { callBackId: owed.id, version: owed.version, reason: 'prank_wave' })

  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ outcome: 'Z-02' })
})
