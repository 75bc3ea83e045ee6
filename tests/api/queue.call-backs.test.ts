import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { callEnded, newMessage } from '@veghe/server/queue/queue.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import type { Person } from '../support/person.ts'
import { arrives, finishes, operator } from '../support/queue.ts'

const carrier = { kind: 'carrier', county: CountyCode.parse('CJ') } as const
let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [queueChapter] })
})
afterAll(() => world.stop())

const hangsUp = (contactId: ContactId) =>
  world.server.transact(carrier, (ctx) => callEnded(ctx, { contactId }))

async function callBackOf(who: Person, contactId: ContactId): Promise<CallBack> {
  const found = (await who.asks('queue.callBacks', {})).find((one) => one.contactId === contactId)
  if (!found) throw new Error('No call-back for this contact.')
  return found
}

/** A call that rang for two seconds and that nobody took. */
async function abandonedCall(told: { digits?: string | null } = {}) {
  const ana = await operator(world)
  const contactId = await arrives(world, { live: true, ago: 2, ...told })
  await hangsUp(contactId)
  const callBack = await callBackOf(ana, contactId)
  return { ana, contactId, callBack }
}

const entryOf = async (who: Person, contactId: ContactId) =>
  (await who.asks('queue.board', {})).find(({ id }) => id === contactId)

test('a call that nobody took, even after two seconds, becomes a call-back due in ten minutes', async () => {
  const { ana, contactId, callBack } = await abandonedCall()

  expect(callBack).toMatchObject({
    ...{
      state: 'open',
      cause: 'abandoned',
      safe: 'unknown',
      hasNumber: true,
      callerDigits: '001',
      attempts: [],
    },
    dueAt: new Date(world.now().getTime() + 600_000),
  })
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'ended', ending: 'abandoned' })
  await hangsUp(contactId)
  expect((await ana.asks('queue.callBacks', {})).filter((one) => one.contactId === contactId)).toHaveLength(1)
})

test('attempts are made by hand; two without an answer may be given up, one may not', async () => {
  const { ana, callBack } = await abandonedCall()
  const { id: callBackId } = callBack
  const tried = await ana.does('queue.attemptCallBack', {
    ...{ callBackId, version: callBack.version, result: 'no_answer' },
  })
  expect(tried).toMatchObject({ state: 'open', dueAt: new Date(world.now().getTime() + 300_000) })

  const giveUp = (version: number) =>
    ana.tries('queue.closeCallBack', { callBackId, version, reason: 'attempts_done' })
  expect(await giveUp(tried.version)).toMatchObject({ outcome: 'attempts_needed' })
  await world.pass('5m')
  const { version } = await callBackOf(ana, callBack.contactId)
  const again = await ana.does('queue.attemptCallBack', { callBackId, version, result: 'busy' })

  expect(again.attempts).toMatchObject([
    { result: 'no_answer', by: ana.actor.name },
    { result: 'busy', by: ana.actor.name },
  ])
  expect(await giveUp(version)).toMatchObject({ outcome: 'changed_meanwhile' })
  expect((await giveUp(again.version)).reply).toMatchObject({
    state: 'closed',
    closedReason: 'attempts_done',
  })
  expect(await giveUp(again.version)).toMatchObject({ outcome: 'call_back_closed' })
})

test('a reason that is not true closes nothing', async () => {
  const { ana, callBack } = await abandonedCall()
  const { id: callBackId, version } = callBack
  const tries = (reason: 'no_number' | 'unsafe_to_call', seen = version) =>
    ana.tries('queue.closeCallBack', { callBackId, version: seen, reason })

  expect(await tries('no_number')).toMatchObject({ outcome: 'reason_not_true' })
  expect(await tries('unsafe_to_call')).toMatchObject({ outcome: 'reason_not_true' })
  const marked = await ana.does('queue.markCallBackSafe', { callBackId, version, safe: 'unsafe' })
  expect(await tries('unsafe_to_call', marked.version)).toMatchObject({ outcome: 'done' })
})

test('a withheld number is closed for that reason', async () => {
  const { ana, callBack } = await abandonedCall({ digits: null })
  const { id: callBackId, version } = callBack

  expect(callBack).toMatchObject({ hasNumber: false, callerDigits: null })
  expect(await ana.does('queue.closeCallBack', { callBackId, version, reason: 'no_number' })).toMatchObject({
    state: 'closed',
  })
})

test('whoever reaches the caller goes on with the contact', async () => {
  const { ana, contactId, callBack } = await abandonedCall()
  const { id: callBackId, version } = callBack

  const reached = await ana.does('queue.attemptCallBack', { callBackId, version, result: 'reached' })

  expect(reached).toMatchObject({ state: 'recovered' })
  expect(await entryOf(ana, contactId)).toMatchObject({
    ...{ state: 'held', live: false, ending: null, holder: { staffId: ana.staffId } },
  })
  await finishes(world, contactId)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'ended', ending: 'finished' })
})

test('reached by somebody who is in another contact, the caller stands in the queue again', async () => {
  const { ana, contactId, callBack } = await abandonedCall()
  const other = await arrives(world)
  expect(await ana.does('queue.next', {})).toMatchObject({ contactId: other })

  const { id: callBackId, version } = callBack
  await ana.does('queue.attemptCallBack', { callBackId, version, result: 'reached' })

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'waiting', holder: null })
  expect((await entryOf(ana, contactId))?.why).toContainEqual({ code: 'call_back', value: null })
  await finishes(world, contactId)
  await finishes(world, other)
})

test('a caller who hung up and writes instead has come back: the entry waits, the call-back is settled', async () => {
  const { ana, contactId } = await abandonedCall()

  await world.server.transact(carrier, (ctx) =>
    newMessage(ctx, {
      ...{ contactId, opening: 'nu pot vorbi' },
      hint: { raiseTo: 'P1', category: 'W7', words: 'nu pot vorbi' },
    }),
  )

  expect(await entryOf(ana, contactId)).toMatchObject({
    ...{ state: 'waiting', opening: 'nu pot vorbi', hint: { raiseTo: 'P1' } },
  })
  expect(await callBackOf(ana, contactId)).toMatchObject({ state: 'recovered' })
  await finishes(world, contactId)
})

test('a calmer message takes nothing back of what an earlier one said', async () => {
  const hint = (raiseTo: 'P0' | 'P2', words: string) => ({ raiseTo, category: 'W5', words })
  const contactId = await arrives(world, { hint: hint('P0', 'mă bate acum') })
  const ana = await operator(world)
  const before = await entryOf(ana, contactId)

  await world.server.transact(carrier, (ctx) =>
    newMessage(ctx, { contactId, hint: hint('P2', 'mi-e frică'), opening: 'mi-e frică' }),
  )

  expect(await entryOf(ana, contactId)).toMatchObject({
    ...{ score: before?.score, opening: 'mi-e frică', version: (before?.version ?? 0) + 1 },
    hint: { raiseTo: 'P0', words: 'mă bate acum' },
  })
  await finishes(world, contactId)
})

test('a call-back that falls due before anybody called says so on every list, once for each time', async () => {
  const { ana, contactId } = await abandonedCall()

  await world.pass('9m')
  expect((await callBackOf(ana, contactId)).remindedAt).toBeNull()
  await world.pass('1m')
  const due = await callBackOf(ana, contactId)
  expect(due.remindedAt).toEqual(world.now())

  const { id: callBackId, version } = due
  await ana.does('queue.attemptCallBack', { callBackId, version, result: 'no_answer' })
  expect((await callBackOf(ana, contactId)).remindedAt).toBeNull()
  await world.pass('5m')
  expect((await callBackOf(ana, contactId)).remindedAt).toEqual(world.now())
})
