import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal, type RefusalCode } from '@veghe/shared/kernel/refusal.ts'
import type { PassReason, SafeChannel, Safety, UnsafeReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import {
  isBarred,
  mayCallBack,
  mayContact,
  mayPass,
  type SafeAnswer,
} from '@veghe/shared/queue/safe-contact.rules.ts'
import type { Ctx } from '../platform/context.ts'
import { findOpen } from './call-backs.store.ts'
import { findEntry } from './entries.store.ts'
import { type CardOf, findCard } from './safe-contact.store.ts'

/* Before anybody is called or written to: what their safe-contact card says, and who may go past it. */

const refusals: Record<UnsafeReason, RefusalCode> = {
  unknown: 'safety_unknown',
  unsafe: 'contact_unsafe',
  hours: 'outside_safe_hours',
  channel: 'channel_unsafe',
}

export const isDutyOfficer = ({ actor }: Ctx): boolean =>
  actor.kind === 'person' && actor.roles.has('duty_officer')

type Asked = { channel: SafeChannel; past: PassReason | undefined }

/**
 * What is refused may be passed for a stated reason by whoever the rule lets pass; that they did is a fact. Gives back
 * what was passed.
 */
async function keepTo(
  ctx: Ctx,
  answer: SafeAnswer,
  { of, channel, past }: Asked & { of: CardOf },
): Promise<UnsafeReason | null> {
  if (answer.may) return null
  const { reason: refused, from } = answer
  const canPass = mayPass(refused, { isDutyOfficer: isDutyOfficer(ctx) })
  if (!past || !canPass)
    throw new Refusal(refusals[refused], { canPass, ...(from ? { from: from.toISOString() } : {}) })
  const { county, contactId } = of
  const body = { channel, refused, reason: past }
  await ctx.happened('queue.safeContactPassed', { county, contactId, body })
  return refused
}

/** A text to a caller. Where nobody has written a card, nothing is known and nothing is refused. */
export async function refuseUnsafeText(ctx: Ctx, contactId: ContactId, past?: PassReason): Promise<void> {
  const of = await findEntry(ctx, contactId)
  if (!of) return
  const card = await findCard(ctx, of)
  if (card) await keepTo(ctx, mayContact(card, 'text', ctx.now), { of, channel: 'text', past })
}

/** Without a card only what a person said of this very call-back can refuse it. */
async function mayCall(ctx: Ctx, of: CardOf, marked: Safety): Promise<SafeAnswer> {
  const card = await findCard(ctx, of)
  return card || marked === 'unsafe' ? mayCallBack(card, marked, ctx.now) : { may: true }
}

/** A call to somebody who is owed one. Gives back past what it goes. */
export const refuseUnsafeCall = async (
  ctx: Ctx,
  of: CardOf,
  { marked, past }: { marked: Safety; past: PassReason | undefined },
): Promise<UnsafeReason | null> => keepTo(ctx, await mayCall(ctx, of, marked), { of, channel: 'call', past })

/** Whether a call that is on its way may go on: nothing stands against it by now but what it was let past. */
export async function isSafeStill(
  ctx: Ctx,
  of: CardOf,
  { marked, passed }: { marked: Safety; passed: UnsafeReason | null },
): Promise<boolean> {
  const answer = await mayCall(ctx, of, marked)
  return answer.may || answer.reason === passed
}

/** A number that somebody is about to dial by hand. */
export async function refuseUnsafeNumber(ctx: Ctx, contactId: ContactId, past?: PassReason): Promise<void> {
  const of = await findEntry(ctx, contactId)
  const marked = (await findOpen(ctx, contactId))?.safe ?? 'unknown'
  if (of) await refuseUnsafeCall(ctx, of, { marked, past })
}

/** A mark on one call-back does not lift the „never” of a card. */
export async function refuseToLift(ctx: Ctx, contactId: ContactId): Promise<void> {
  const of = await findEntry(ctx, contactId)
  const card = of && (await findCard(ctx, of))
  if (card && isBarred(card, 'call')) throw new Refusal('unsafe_stands')
}
