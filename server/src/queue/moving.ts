import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { between, seconds } from '@veghe/shared/kernel/time.ts'
import type { ReleaseReason } from '@veghe/shared/queue/queue.codes.ts'
import { afterMove } from '@veghe/shared/queue/queue.rules.ts'
import { answerWithinMs } from '@veghe/shared/queue/queue.settings.ts'
import { returnsAt } from '@veghe/shared/queue/silence.rules.ts'
import { hasHeld } from '../audit/audit.ts'
import { membersWith, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { planEndLine } from '../telephony/telephony.ts'
import { connectCaller, holdCaller } from './callers.ts'
import { isCallingBack } from './calling-back.store.ts'
import { isBeside } from './consults.ts'
import * as store from './entries.store.ts'
import { change } from './entries.ts'
import { findOperator, lockOperators } from './operators.store.ts'
import { engage, free } from './operators.ts'

/* How a contact leaves the hands it is in: given back, handed on, lost with a screen, taken up again. */

type Held = { contactId: ContactId; version: number }

/** One's own for an operator; what one held lately and lost is named, what was never one's own does not exist. */
export async function lockHeld(ctx: Ctx, contactId: ContactId): Promise<store.Entry> {
  const entry = await store.lockEntry(ctx, contactId)
  if (ctx.right !== 'own') return entry
  const { staffId } = personIn(ctx)
  if (entry.state === 'held' && entry.holderId === staffId) return entry
  throw new Refusal((await hasHeld(ctx, contactId)) ? 'not_holder' : 'not_found')
}

/** One's place in a call that one holds, or into which one was asked and said yes. */
export async function lockPlace(
  ctx: Ctx,
  contactId: ContactId,
): Promise<{ entry: store.Entry; as: 'operator' | 'guest' }> {
  const entry = await store.lockEntry(ctx, contactId)
  if (isBeside(entry, personIn(ctx).staffId)) return { entry, as: 'guest' }
  return { entry: await lockHeld(ctx, contactId), as: 'operator' }
}

/** Given back for these, it would be no better with the same operator a second time. */
const notAgain: readonly ReleaseReason[] = ['language', 'conflict_of_interest']

/** Back to the queue, at its old place. */
export async function release(
  ctx: Ctx,
  { contactId, reason }: { contactId: ContactId; reason: ReleaseReason },
): Promise<Held> {
  const entry = await lockHeld(ctx, contactId)
  const state = afterMove(entry.state, 'release')
  const { county, holderId } = entry
  const notFor =
    holderId && notAgain.includes(reason) ? [...new Set([...entry.notFor, holderId])] : entry.notFor
  const saved = await change(ctx, entry, { state, notFor, holderId: null, heldSince: null })
  await free(ctx, contactId)
  await holdCaller(ctx, saved)
  await ctx.happened('queue.released', {
    ...{ county, contactId, body: { reason } },
    ...(holderId ? { staffId: holderId } : {}),
  })
  return { contactId, version: saved.version }
}

/** By the duty officer, to an operator who is at work and in no contact. */
export async function reassign(
  ctx: Ctx,
  asked: { contactId: ContactId; version: number; to: StaffId },
): Promise<Held> {
  const { contactId, to } = asked
  const entry = await store.lockEntry(ctx, contactId)
  if (entry.version !== asked.version) throw new Refusal('changed_meanwhile')
  const state = afterMove(entry.state, 'reassign')
  const { county, holderId, holderCallSid } = entry
  if (holderId === to) return { contactId, version: entry.version }
  if (!(await membersWith(ctx, county, 'operator')).includes(to)) throw new Refusal('not_found')
  await refuseUnlessAtWork(ctx, entry, to)

  await free(ctx, contactId)
  await engage(ctx, { staffId: to, county }, contactId)
  const saved = await change(ctx, entry, {
    ...{ state, holderId: to, holderCallSid: null, heldSince: ctx.now, droppedAt: null },
    answeredAt: entry.answeredAt ?? ctx.now,
  })
  if (holderCallSid) await planEndLine(ctx, { county, contactId, callSid: holderCallSid })
  const about = { county, contactId, staffId: to }
  if (entry.state === 'waiting') {
    await ctx.happened('queue.answered', about)
    await connectCaller(ctx, saved)
  }
  await ctx.happened('queue.reassigned', { ...about, body: { from: holderId } })
  return { contactId, version: saved.version }
}

async function refuseUnlessAtWork(ctx: Ctx, { county, holderId }: store.Entry, to: StaffId): Promise<void> {
  const both = await lockOperators(ctx, county, holderId ? [holderId, to] : [to])
  const operator = both.find(({ staffId }) => staffId === to)
  if (operator?.contactId) throw new Refusal('operator_has_contact', { contactId: operator.contactId })
  if (await isCallingBack(ctx, to)) throw new Refusal('operator_has_contact')
  if (!operator || operator.status === 'off') throw new Refusal('operator_not_available')
}

/** The holder's screens are gone. A message goes back to its place; whoever is on the line stands first for everybody. */
export async function returnFromScreen(ctx: Ctx, held: store.HeldEntry): Promise<boolean> {
  const entry = await store.lockEntry(ctx, held.contactId)
  if (entry.state !== 'held' || entry.version !== held.version) return false
  await takeBack(ctx, entry, { cause: 'screen', droppedAt: entry.live ? ctx.now : null })
  return true
}

/** A text waited for an answer for too long: it goes to whoever is free, at its old place. */
export async function returnUnanswered(ctx: Ctx, contactId: ContactId): Promise<void> {
  const entry = await store.lockEntry(ctx, contactId)
  const at = entry.state === 'held' ? returnsAt(entry, answerWithinMs) : null
  if (at && at <= ctx.now) await takeBack(ctx, entry, { cause: 'silence', droppedAt: null })
}

async function takeBack(
  ctx: Ctx,
  entry: store.Entry,
  { cause, droppedAt }: { cause: 'screen' | 'silence'; droppedAt: Date | null },
): Promise<void> {
  const { county, contactId, holderId, live } = entry
  const state = afterMove(entry.state, 'vanish')
  const saved = await change(ctx, entry, { state, droppedAt, holderId: null, heldSince: null })
  await free(ctx, contactId)
  await holdCaller(ctx, saved)
  await ctx.happened('queue.returned', {
    ...{ county, contactId, body: { cause, live } },
    ...(holderId ? { staffId: holderId } : {}),
  })
}

const undoMs = seconds(60)

/**
 * A contact that was closed is open once more. Whoever closed it a moment ago and thought better of it has it back;
 * otherwise it stands at its old place, for anybody. `live`: the caller has not hung up meanwhile.
 */
export async function reopened(ctx: Ctx, contactId: ContactId, { live }: { live: boolean }): Promise<void> {
  const entry = await store.lockEntry(ctx, contactId)
  if (entry.state !== 'ended') return
  const { county, holderId } = entry
  const opened = { ending: null, endedAt: null, live }
  const undone = await isUndoneByHolder(ctx, entry)
  if (undone && holderId) {
    const undo = { ...opened, state: afterMove('ended', 'undo'), heldSince: ctx.now }
    const saved = await change(ctx, entry, undo)
    await engage(ctx, { staffId: holderId, county }, contactId)
    // They may have been aside when it was closed, which nobody knows any more.
    return connectCaller(ctx, saved)
  }
  const state = afterMove('ended', 'reopen')
  await holdCaller(ctx, await change(ctx, entry, { ...opened, state, holderId: null, heldSince: null }))
  await ctx.happened('queue.returned', { county, contactId, body: { cause: 'reopened' } })
}

async function isUndoneByHolder(ctx: Ctx, entry: store.Entry): Promise<boolean> {
  const { actor } = ctx
  const { county, holderId, endedAt } = entry
  if (actor.kind !== 'person' || actor.staffId !== holderId || !endedAt) return false
  if (between(endedAt, ctx.now) > undoMs) return false
  const operator = await findOperator(ctx, { staffId: holderId, county })
  return operator !== null && operator.contactId === null && operator.helpsWith === null
}
