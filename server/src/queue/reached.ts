import type { AttemptResult } from '@veghe/shared/queue/queue.codes.ts'
import { afterMove } from '@veghe/shared/queue/queue.rules.ts'
import type { Ctx } from '../platform/context.ts'
import { planEndLine } from '../telephony/telephony.ts'
import type { CallBackRow } from './call-backs.store.ts'
import { noteAttempt, type Shown, show } from './call-backs.ts'
import { holdCaller } from './callers.ts'
import * as store from './calling-back.store.ts'
import type { Entry, EntryChange } from './entries.store.ts'
import { change } from './entries.ts'
import { findOperator } from './operators.store.ts'
import { engage } from './operators.ts'

/* Whoever was called back is there: in whose hands the contact is from then on, and with whom the caller speaks. */

export type All = { entry: Entry; row: CallBackRow; call: store.CallBackCall }

/** Nobody stays behind in a conversation that is not theirs. */
export async function endDesk(
  ctx: Ctx,
  { county, contactId, deskCallSid }: store.CallBackCall,
): Promise<void> {
  if (deskCallSid) await planEndLine(ctx, { county, contactId, callSid: deskCallSid })
}

export const tried = async (ctx: Ctx, { row, call }: All, result: AttemptResult): Promise<Shown> =>
  show(ctx, await noteAttempt(ctx, row, { result, staffId: call.staffId }))

/** The caller is there: the contact is in the hands of whoever called them, on this line. */
export async function reached(ctx: Ctx, all: All): Promise<Entry> {
  const { entry, call } = all
  await store.saveCall(ctx, call, { result: 'reached' })
  await tried(ctx, all, 'reached')
  const { county, contactId, staffId, callSid, deskCallSid } = call
  // Whoever is called back is told nothing of recordings, and nothing is recorded.
  const unrecorded = { recordingNotice: null }
  const there = { live: true, callSid, isCallBack: true, ending: null, endedAt: null, ...unrecorded }
  if (entry.state === 'held') return toHolder(ctx, entry, { there, call })
  const operator = await findOperator(ctx, { staffId, county })
  const isFree = operator && !operator.contactId && !operator.helpsWith
  if (!isFree) return toAnybody(ctx, entry, { there, call })
  const state = afterMove(entry.state, entry.state === 'ended' ? 'undo' : 'take')
  const answeredAt = entry.answeredAt ?? ctx.now
  const since = { answeredAt, heldSince: ctx.now, droppedAt: null }
  const mine = { ...since, state, holderId: staffId, holderCallSid: deskCallSid }
  const held = await change(ctx, entry, { ...there, ...mine })
  await engage(ctx, { staffId, county }, contactId)
  await ctx.happened('queue.answered', { county, contactId, staffId, body: { byCallBack: true } })
  return held
}

type Line = Pick<All, 'call'> & { there: EntryChange }

/** Somebody took the contact up meanwhile, because the caller wrote: the line is theirs as well. */
async function toHolder(ctx: Ctx, entry: Entry, { there, call }: Line): Promise<Entry> {
  const isOwn = entry.holderId === call.staffId
  if (!isOwn) await endDesk(ctx, call)
  return change(ctx, entry, { ...there, holderCallSid: isOwn ? call.deskCallSid : null })
}

/** Whoever called is in another contact by now: the caller hears a word, and stands first for everybody. */
async function toAnybody(ctx: Ctx, entry: Entry, { there, call }: Line): Promise<Entry> {
  const { county, contactId } = entry
  await endDesk(ctx, call)
  const state = entry.state === 'ended' ? afterMove(entry.state, 'reopen') : entry.state
  const free = { state, holderId: null, heldSince: null, droppedAt: ctx.now }
  const saved = await change(ctx, entry, { ...there, ...free })
  await holdCaller(ctx, saved)
  await ctx.happened('queue.returned', { county, contactId, body: { cause: 'reached' } })
  return saved
}
