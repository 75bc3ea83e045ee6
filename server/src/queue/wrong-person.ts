import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { afterWrongPerson } from '@veghe/shared/queue/call-backs.rules.ts'
import type { WrongPerson } from '@veghe/shared/queue/queue.codes.ts'
import { afterMove } from '@veghe/shared/queue/queue.rules.ts'
import { timelineOf } from '../audit/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { planHangUp } from '../telephony/telephony.ts'
import * as store from './call-backs.store.ts'
import { remind, type Shown, show } from './call-backs.ts'
import { newestCalls } from './calling-back.store.ts'
import { calledLine } from './calling-back.ts'
import type { Entry } from './entries.store.ts'
import { change } from './entries.ts'
import { neverCall } from './marks.ts'
import { lockHeld } from './moving.ts'
import { free } from './operators.ts'

type Asked = { contactId: ContactId; who: WrongPerson }

/** Somebody else picked up. The line is ended, and whoever was to be called is owed a call as before, or has written. */
export async function wrongPerson(ctx: Ctx, { contactId, who }: Asked): Promise<Shown> {
  const entry = await lockHeld(ctx, contactId)
  if (who === 'unsafe') await neverCall(ctx, entry)
  const row = await store.lockNewest(ctx, contactId)
  if (entry.state !== 'held' || !entry.isCallBack || !row) throw new Refusal('not_called_back')
  const { county, id: callBackId } = row
  const { state, safe, dueAt } = afterWrongPerson(row, who, ctx.now)
  await store.correctAttempt(ctx, callBackId, who)
  await ctx.happened('queue.callBackCorrected', { county, contactId, body: { callBackId, result: who } })
  const callSid = await calledLine(ctx, contactId)
  if (callSid) await planHangUp(ctx, { county, contactId, callSid })
  const call = (await newestCalls(ctx, [callBackId])).get(callBackId)
  if (await isWanted(ctx, contactId, call?.startedAt ?? entry.heldSince)) {
    await goOn(ctx, entry, { wasTheirs: isBefore(entry.heldSince, call?.answeredAt) })
    return show(ctx, await store.saveCallBack(ctx, callBackId, { safe }))
  }
  await putDown(ctx, entry)
  const saved = await store.saveCallBack(ctx, callBackId, {
    ...{ state, safe, dueAt, remindedAt: null, closedAt: null },
  })
  remind(ctx, saved)
  return show(ctx, saved)
}

const isBefore = (one: Date | null, other: Date | null | undefined): boolean =>
  Boolean(one && other && one < other)

/** Whoever was called wrote meanwhile, or somebody looked again: there is work in the contact whoever picked up. */
async function isWanted(ctx: Ctx, contactId: ContactId, since: Date | null): Promise<boolean> {
  const facts = await timelineOf(ctx, { contactId })
  return facts.some(
    ({ kind, body, at }) =>
      since !== null &&
      at >= since &&
      (kind === 'intake.messageReceived' || (kind === 'queue.returned' && body.cause === 'reopened')),
  )
}

/** The line is over and the contact is not: it stays with whoever had it before somebody picked up, or waits as it did. */
async function goOn(ctx: Ctx, entry: Entry, { wasTheirs }: { wasTheirs: boolean }): Promise<void> {
  const { county, contactId } = entry
  const over = { live: false, isCallBack: false }
  if (wasTheirs) return void (await change(ctx, entry, over))
  const state = afterMove(entry.state, 'release')
  await change(ctx, entry, { ...over, state, holderId: null, heldSince: null })
  await free(ctx, contactId)
  await ctx.happened('queue.returned', { county, contactId, body: { cause: 'message' } })
}

/** As it stood before the call: over, and in nobody's hands. */
async function putDown(ctx: Ctx, entry: Entry): Promise<void> {
  const state = afterMove(entry.state, 'finish')
  const over = { state, live: false, isCallBack: false, ending: 'abandoned' as const, endedAt: ctx.now }
  await change(ctx, entry, over)
  await free(ctx, entry.contactId)
}
