import { beforeEach, expect, test } from 'vitest'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 300 })
const { isAt, isThere, rings, verdict, reached } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

/** Rung, and gone before anybody answers. */
async function ringsBriefly(from: string): Promise<void> {
  const { sid } = await here.network.placeCall({ from })
  await here.network.hangUp({ sid })
  await here.settles()
}

/** All that is owed to this number. */
const owedAt = async (who: Person, child: string) =>
  (await who.asks('queue.callBacks', {})).filter(
    ({ state, callerDigits }) => state === 'open' && callerDigits === child.slice(-3),
  )

test('somebody else who picked up is hung up on, and the child is owed a call as before', async () => {
  const { child, ana, contactId } = await reached()

  await ana.does('queue.wrongPerson', { contactId, who: 'wrong_number' })
  await here.settles()
  await isAt(child, 'completed')
  await here.settles()

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', attempts: [{ result: 'wrong_number' }], call: { state: 'ended' } },
    dueAt: new Date(here.world.now().getTime() + 300_000),
  })
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'ended', live: false })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.callBackCorrected')).toMatchObject([
    { result: 'wrong_number' },
  ])
  expect((await ana.tries('queue.wrongPerson', { contactId, who: 'unsafe' })).outcome).not.toBe('done')
  await here.world.pass('1s')
  await dials(ana, contactId)
  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
})

test('somebody who must not know picked up: nobody is called at that number again', async () => {
  const { child, ana, contactId } = await reached()
  await ringsBriefly(child)

  await ana.does('queue.wrongPerson', { contactId, who: 'unsafe' })
  await here.settles()
  await isAt(child, 'completed')
  await here.settles()

  const owing = await owedAt(ana, child)
  expect(owing).toMatchObject([
    { state: 'open', safe: 'unsafe' },
    { state: 'open', safe: 'unsafe' },
  ])
  for (const { id: callBackId, version } of owing) {
    expect((await ana.tries('intake.dialCallBack', { callBackId, version })).outcome).toBe('channel_unsafe')
    const lifted = await ana.tries('queue.markCallBackSafe', { callBackId, version, safe: 'safe' })
    expect(lifted.outcome).toBe('unsafe_stands')
  }
  await ringsBriefly(child)
  expect((await owedAt(ana, child)).map(({ safe }) => safe)).toEqual(['unsafe', 'unsafe', 'unsafe'])
})

test('a mailbox that passed for a person is written down as what it was, and rung again', async () => {
  const { child, ana, contactId } = await reached()

  await ana.does('queue.wrongPerson', { contactId, who: 'machine' })
  await here.settles()
  await isAt(child, 'completed')
  await here.settles()

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', safe: 'safe', attempts: [{ result: 'machine' }] },
    dueAt: new Date(here.world.now().getTime() + 300_000),
  })
})

/** The child writes while their telephone rings, somebody takes the text or nobody does, and somebody picks up. */
async function writesAndIsCalled({ isTaken }: { isTaken: boolean }) {
  const all = await rings()
  await here.network.sendText({ from: all.child, body: 'nu pot vorbi' })
  await here.settles()
  const ben = await operator(here.world)
  if (isTaken) await ben.does('queue.next', {})
  await here.world.pass('1s')
  await here.network.answer({ phone: all.child })
  await isThere(all.child)
  await verdict(all.child)
  return { ...all, ben }
}

test('a child who wrote while somebody else picked up still waits for an answer', async () => {
  const { child, ana, ben, contactId } = await writesAndIsCalled({ isTaken: false })

  await ana.does('queue.wrongPerson', { contactId, who: 'wrong_number' })
  await here.settles()
  await isAt(child, 'completed')

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting', live: false, holder: null })
  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'recovered', attempts: [{ result: 'wrong_number' }] },
  })
  expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
})

test('whoever took what the child wrote keeps it when somebody else picks up', async () => {
  const { child, ben, contactId } = await writesAndIsCalled({ isTaken: true })

  await ben.does('queue.wrongPerson', { contactId, who: 'unsafe' })
  await here.settles()
  await isAt(child, 'completed')
  await here.settles()

  expect(await entryOf(ben, contactId)).toMatchObject({
    ...{ state: 'held', live: false, holder: { staffId: ben.staffId } },
  })
  expect(await callBackOf(ben, contactId)).toMatchObject({ state: 'recovered', safe: 'unsafe' })
})
