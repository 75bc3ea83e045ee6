import { type CallState, MessageStatus } from '@veghe/shared/intake/intake.codes.ts'
import { carrierOptOut } from '@veghe/shared/intake/opt-out.rules.ts'
import { type CaseId, ContactId, MessageId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import { furtherMessage } from '@veghe/shared/telephony/telephony.rules.ts'
import { undoMs } from '@veghe/shared/triage/triage.settings.ts'
import * as cases from '../cases/cases.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import type { IntentNews } from '../telephony/telephony.intents.ts'
import * as triage from '../triage/triage.ts'
import { type Contact, type ContactChange, lockContact, saveContact } from './contacts.store.ts'
import { shown } from './intake.boards.ts'
import { endLine } from './intake.jobs.ts'
import { lineOf } from './line.ts'
import { lockMessage, type Message, saveStatus } from './messages.store.ts'
import { openPlace } from './places.ts'

/** Whoever takes a closing back in the last instant is still heard. */
const graceMs = seconds(2)

async function change(ctx: Ctx, contactId: ContactId, to: ContactChange): Promise<void> {
  await shown(ctx, await saveContact(ctx, await lockContact(ctx, contactId), to))
}

const isLive = ({ callState }: Contact): boolean => callState !== null && callState !== 'ended'

/** T10 of the contact. The first ending stays. */
export async function close(ctx: Ctx, contactId: ContactId, outcome: string): Promise<void> {
  const before = await lockContact(ctx, contactId)
  if (before.closedAt) return
  const { county, caseId } = before
  const contact = await saveContact(ctx, before, { closedAt: ctx.now, outcome })
  await ctx.happened('intake.closed', { county, contactId, ...(caseId ? { caseId } : {}), body: { outcome } })
  if (await lineOf(ctx, before))
    endLine.later(ctx, {
      key: `${contactId}.${contact.version}`,
      ...{ runAt: after(ctx.now, undoMs + graceMs), payload: { contactId } },
    })
  await shown(ctx, contact)
}

export async function reopen(ctx: Ctx, contactId: ContactId): Promise<void> {
  const before = await lockContact(ctx, contactId)
  const { county } = before
  if (!before.closedAt) return
  const contact = await saveContact(ctx, before, { closedAt: null, outcome: null })
  const live = (await lineOf(ctx, before)) !== null
  await ctx.happened('intake.reopened', { county, contactId, body: { live } })
  await shown(ctx, contact)
}

/** Somebody reached the caller. A contact that had been closed as silent is open once more. */
export async function reached(ctx: Ctx, contactId: ContactId): Promise<void> {
  await triage.reopen(ctx, contactId)
  await reopen(ctx, contactId)
  // Whoever has it open already sees that the caller is on the line.
  await seen(ctx, { contactId })
}

/** Where the caller is now. A call that has ended stays ended. */
export async function lineMoved(ctx: Ctx, contactId: ContactId, callState: CallState): Promise<void> {
  const before = await lockContact(ctx, contactId)
  const ended = callState === 'ended' ? { callEndedAt: ctx.now } : {}
  await shown(ctx, isLive(before) ? await saveContact(ctx, before, { callState, ...ended }) : before)
}

/** Something about it that stands elsewhere is to be read anew. */
export const seen = (ctx: Ctx, { contactId }: { contactId: ContactId }): Promise<void> =>
  change(ctx, contactId, {})

export async function setClass(ctx: Ctx, contactId: ContactId, priority: string | null): Promise<void> {
  if (priority) await change(ctx, contactId, { priority })
}

/** The contact belongs to a case now, which learns what is known here. */
export async function joinCase(
  ctx: Ctx,
  { contactId, caseId }: Fact & { contactId: ContactId },
): Promise<void> {
  if (!caseId) return
  await change(ctx, contactId, { caseId })
  await describeTo(ctx, contactId, caseId)
}

export async function describeTo(ctx: Ctx, contactId: ContactId, caseId: CaseId): Promise<void> {
  const row = await lockContact(ctx, contactId)
  const { channel, receivedAt, digits, numberHash } = row
  const place = await openPlace(ctx, row)
  await cases.describe(ctx, caseId, { contactId, channel, receivedAt, digits, numberHash, place })
}

/** The carrier's news of one of our answers. */
export async function replyMoved(ctx: Ctx, { subjectId, status, errorCode }: IntentNews): Promise<void> {
  const message = await lockMessage(ctx, MessageId.parse(subjectId))
  await statusHeard(ctx, message, { status: MessageStatus.parse(status), errorCode })
}

/** How far one of our answers has come. What was heard before and says more stays. */
export async function statusHeard(
  ctx: Ctx,
  message: Message,
  { status, errorCode }: Pick<Message, 'status' | 'errorCode'>,
): Promise<void> {
  const now = furtherMessage(message.status, status)
  if (now === message.status || !message.contactId) return
  const { id: messageId, contactId, county } = message
  await saveStatus(ctx, messageId, { status: now, errorCode })
  await ctx.happened('intake.messageStatusChanged', {
    ...{ county, contactId },
    body: { messageId, status: now, ...(errorCode ? { errorCode } : {}) },
  })
  if (errorCode === carrierOptOut)
    await ctx.happened('intake.optedOut', { county, contactId, body: { messageId, by: 'carrier' } })
  await change(ctx, contactId, {})
}

/** The caller stands in the conference. Whoever was given back meanwhile is on the way elsewhere. */
export async function callerMoved(ctx: Ctx, { subjectId, status }: IntentNews): Promise<void> {
  if (status !== 'completed') return
  const contactId = ContactId.parse(subjectId)
  const { callState } = await lockContact(ctx, contactId)
  if (callState === 'connecting') await lineMoved(ctx, contactId, 'connected')
}
