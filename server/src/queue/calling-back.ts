import { type CallBackId, ContactId, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { afterReport, isUnsettled } from '@veghe/shared/queue/calling-back.rules.ts'
import type { CallBackCallEnd } from '@veghe/shared/queue/queue.codes.ts'
import { soundWithinMs, verdictWithinMs } from '@veghe/shared/queue/queue.settings.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { CallProgress } from '@veghe/shared/telephony/telephony.codes.ts'
import { isCallOver } from '@veghe/shared/telephony/telephony.rules.ts'
import { z } from 'zod'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { defineJob } from '../platform/jobs.ts'
import { dialNow, planDial, withdrawDial } from '../telephony/dialling.ts'
import type { IntentNews } from '../telephony/telephony.intents.ts'
import { planHangUp } from '../telephony/telephony.ts'
import { type CallBackRow, findCallBack, lockCallBack, saveCallBack } from './call-backs.store.ts'
import { lockBoth, type Shown, show } from './call-backs.ts'
import * as store from './calling-back.store.ts'
import { type Entry, findEntry, lockEntry } from './entries.store.ts'
import { refuseUnlessFree } from './operators.ts'
import { type All, endDesk, reached, tried } from './reached.ts'
import { isSafeStill, refuseUnsafeCall } from './safety.ts'

/*
 * A call-back from a desk. The desk's sound comes up first; then the number is dialled, and whoever picks up hears the
 * operator and nothing else. What came of it is written down by itself.
 */

/** In the order in which everybody takes them: the contact, what is owed to it, the call. */
async function lockAll(ctx: Ctx, { id, contactId, callBackId }: store.CallBackCall): Promise<All> {
  const entry = await lockEntry(ctx, contactId)
  const row = await lockCallBack(ctx, callBackId)
  return { entry, row, call: await store.lockCall(ctx, id) }
}

export async function contactOfCallBack(ctx: Ctx, callBackId: CallBackId): Promise<ContactId> {
  const row = await findCallBack(ctx, callBackId)
  if (!row) throw new Refusal('not_found')
  return row.contactId
}

type Asked = { callBackId: CallBackId; version: number; past?: PassReason | undefined }

/** The wish to dial is written down; it is carried out once the desk has sound. */
export async function beginCallBack(ctx: Ctx, asked: Asked, to: string): Promise<void> {
  const { staffId, county } = personIn(ctx)
  const { entry, row } = await lockBoth(ctx, asked)
  if (entry.state !== 'ended') throw new Refusal('changed_meanwhile')
  const passed = await refuseUnsafeCall(ctx, entry, { marked: row.safe, past: asked.past })
  await refuseUnlessFree(ctx, { staffId, county })
  const { id: callBackId, contactId } = row
  const id = newId<string>(ctx.now)
  const intentId = await planDial(ctx, { county, contactId, subjectId: id, to })
  await store.addCall(ctx, {
    ...{ id, county, callBackId, contactId, staffId, intentId, passed, state: 'joining' },
    ...{ startedAt: ctx.now, changedAt: ctx.now },
  })
  await ctx.happened('queue.callBackDialled', { county, contactId, staffId, body: { callBackId } })
  noSound.later(ctx, { key: id, runAt: after(ctx.now, soundWithinMs), payload: { contactId } })
  await touch(ctx, row)
}

const touch = async (ctx: Ctx, { id }: CallBackRow): Promise<Shown> =>
  show(ctx, await saveCallBack(ctx, id, {}))

/** The operator thinks better of it, or hears that nobody is there. */
export async function stopCallBack(ctx: Ctx, { callBackId }: { callBackId: CallBackId }): Promise<Shown> {
  const found = await store.openCall(ctx, { callBackId })
  if (found?.staffId !== personIn(ctx).staffId) throw new Refusal('not_found')
  const all = await lockAll(ctx, found)
  if (!isUnsettled(all.call)) throw new Refusal('call_back_closed')
  return givenUp(ctx, all, 'canceled')
}

type DeskCall = { contactId: ContactId; callSid: string }

/** Whether this desk is calling them back: only the line by which it came in last is its own. Told of twice, it came in once. */
export async function callerComes(
  ctx: Ctx,
  { contactId, callSid, staffId }: DeskCall & { staffId: StaffId },
): Promise<boolean> {
  const call = await store.openCall(ctx, { contactId })
  if (!call || !store.isCalledBy(call, staffId)) return false
  if (call.deskCallSid === callSid) return true
  await store.saveCall(ctx, call, { deskCallSid: callSid })
  await ctx.happened('queue.callJoined', { county: call.county, contactId, staffId })
  return true
}

/** The desk has sound: the number is dialled, unless the hour for it has passed meanwhile. */
export async function deskCameIn(ctx: Ctx, { contactId, callSid }: DeskCall): Promise<void> {
  const all = await lockOpen(ctx, contactId)
  if (all?.call.state !== 'joining' || all.call.deskCallSid !== callSid) return
  if (!(await maySound(ctx, all))) return void (await givenUp(ctx, all, 'canceled'))
  await store.saveCall(ctx, all.call, { state: 'dialling' })
  dialNow(ctx, all.call.intentId)
  await touch(ctx, all.row)
}

/** The desk's sound is gone. Somebody who picked up is never left alone: the contact is taken up, and goes on from there. */
export async function deskLeft(ctx: Ctx, { contactId, callSid }: DeskCall): Promise<void> {
  const all = await lockOpen(ctx, contactId)
  if (!all || !isUnsettled(all.call) || all.call.deskCallSid !== callSid) return
  // Told of before it is told that they came in, which then is of no desk any more.
  if (all.call.state === 'joining') await store.saveCall(ctx, all.call, { deskCallSid: null })
  else if (all.call.state === 'answered') await reached(ctx, all)
  else await givenUp(ctx, all, 'canceled')
}

const maySound = (ctx: Ctx, { entry, row, call }: All): Promise<boolean> =>
  isSafeStill(ctx, entry, { marked: row.safe, passed: call.passed })

/** Something was said of whether it is safe to call: a telephone that must not ring is not dialled, or rings no longer. */
export async function stopUnlessSafe(ctx: Ctx, row: CallBackRow): Promise<void> {
  const found = await store.openCall(ctx, { callBackId: row.id })
  const entry = await findEntry(ctx, row.contactId)
  if (!found || !entry) return
  const all = { entry, row, call: await store.lockCall(ctx, found.id) }
  const isPickedUp = all.call.state === 'answered' || all.call.state === 'ended'
  if (!isPickedUp && !(await maySound(ctx, all))) await givenUp(ctx, all, 'canceled')
}

async function lockOpen(ctx: Ctx, contactId: ContactId): Promise<All | null> {
  const found = await store.openCall(ctx, { contactId })
  return found && lockAll(ctx, found)
}

async function lockOfIntent(ctx: Ctx, intentId: string): Promise<All | null> {
  const found = await store.callOfIntent(ctx, intentId)
  return found && lockAll(ctx, found)
}

/** Somebody picked up. Null: nobody waits for them any more, and the call is to end without a word. */
export async function pickedUp(
  ctx: Ctx,
  { intentId, callSid }: { intentId: string; callSid: string },
): Promise<Entry | null> {
  const all = await lockOfIntent(ctx, intentId)
  if (!all || all.call.state === 'ended') return null
  const { entry, row, call } = all
  if (call.state === 'answered') return entry
  const { county, contactId, staffId, callBackId, id } = call
  await store.saveCall(ctx, call, { state: 'answered', callSid, answeredAt: ctx.now })
  await ctx.happened('queue.callBackPickedUp', { county, contactId, staffId, body: { callBackId } })
  noVerdict.later(ctx, { key: id, runAt: after(ctx.now, verdictWithinMs), payload: { contactId } })
  await touch(ctx, row)
  return entry
}

/** Who picked up, as the network heard it. What is not known to be a machine is taken for a person. */
export async function heardWho(
  ctx: Ctx,
  { intentId, by }: { intentId: string; by: 'human' | 'machine' | null },
): Promise<void> {
  const all = await lockOfIntent(ctx, intentId)
  if (!all || !isUnsettled(all.call)) return
  if (by === 'machine') await givenUp(ctx, all, 'machine')
  else if (all.call.state === 'answered') await reached(ctx, all)
}

/** Whether a desk still waits for this number to be dialled. */
export const isAwaited = async (ctx: Ctx, intentId: string): Promise<boolean> =>
  (await store.callOfIntent(ctx, intentId))?.state !== 'ended'

type Line = Pick<store.CallBackCall, 'contactId' | 'callSid'>

/** The network's news. Gives the line back that is over, for whoever has it in hand. */
export async function callBackMoved(ctx: Ctx, news: IntentNews): Promise<Line | null> {
  const all = await lockOfIntent(ctx, news.intentId)
  const status = CallProgress.safeParse(news.status)
  if (!all || !status.success) return null
  const { row, call } = all
  const { county, contactId } = call
  if (call.state === 'ended') {
    // It was on its way when it was taken back.
    if (news.providerSid && !isCallOver(status.data))
      await planHangUp(ctx, { county, contactId, callSid: news.providerSid })
    return null
  }
  const next = afterReport(call, status.data)
  if (next?.state === 'ringing') {
    await store.saveCall(ctx, call, next)
    await touch(ctx, row)
  }
  return next?.result ? over(ctx, all, next.result) : null
}

async function over(ctx: Ctx, all: All, result: CallBackCallEnd): Promise<Line | null> {
  if (result !== 'reached') {
    await end(ctx, all, result)
    return null
  }
  if (isUnsettled(all.call)) await reached(ctx, all)
  await close(ctx, all, 'reached')
  await touch(ctx, all.row)
  return all.call
}

async function givenUp(ctx: Ctx, all: All, result: 'canceled' | 'machine' | 'no_sound'): Promise<Shown> {
  const { intentId, contactId } = all.call
  withdrawDial(ctx, { intentId, contactId })
  return end(ctx, all, result)
}

/** Over, and nobody was reached. Where nothing was dialled there was no attempt. */
async function end(ctx: Ctx, all: All, result: CallBackCallEnd): Promise<Shown> {
  const { row, call } = all
  await close(ctx, all, result)
  await endDesk(ctx, call)
  const wasDialled = call.state !== 'joining' && result !== 'no_sound'
  return wasDialled ? tried(ctx, all, result) : touch(ctx, row)
}

async function close(ctx: Ctx, { call }: All, result: CallBackCallEnd): Promise<void> {
  const { county, contactId, staffId, callBackId } = call
  await store.saveCall(ctx, call, { state: 'ended', result })
  await ctx.happened('queue.callBackCallEnded', { county, contactId, staffId, body: { callBackId, result } })
}

/** The call by which somebody who was called back is on the line; null when nobody is. */
export async function calledLine(ctx: Ctx, contactId: ContactId): Promise<string | null> {
  const call = await store.openCall(ctx, { contactId })
  return call?.result === 'reached' ? call.callSid : null
}

const OfContact = z.object({ contactId: ContactId })

const noSound = defineJob({
  name: 'queue.callBackNoSound',
  payload: OfContact,
  attempts: 10,
  run: async (ctx, { contactId }) => {
    const all = await lockOpen(ctx, contactId)
    const isLate = all && all.call.startedAt <= after(ctx.now, -soundWithinMs)
    if (isLate && all.call.state === 'joining') await givenUp(ctx, all, 'no_sound')
  },
})

const noVerdict = defineJob({
  name: 'queue.callBackNoVerdict',
  payload: OfContact,
  attempts: 10,
  run: async (ctx, { contactId }) => {
    const all = await lockOpen(ctx, contactId)
    if (all?.call.state === 'answered' && isUnsettled(all.call)) await reached(ctx, all)
  },
})

export const callingBackJobs = [noSound, noVerdict]
