import type { intakeApi } from '@veghe/shared/intake/intake.contract.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { InterviewWay } from '@veghe/shared/triage/interview.codes.ts'
import { keyInText } from '@veghe/shared/triage/interview.rules.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { isBrowserCall } from '../telephony/embedded/sids.ts'
import type { IntentNews } from '../telephony/telephony.intents.ts'
import { planConnect, planInterview } from '../telephony/telephony.ts'
import { interview } from '../triage/triage.ts'
import { type Contact, lockContact, readHeld, saveContact } from './contacts.store.ts'
import { shown } from './intake.boards.ts'
import { lineOf } from './line.ts'
import { isAtHand, sendText } from './texts.ts'

/* How the yes/no questions reach whoever called or wrote. What is asked, and what an answer means, is triage's. */

type Asked<A extends keyof typeof intakeApi> = Input<(typeof intakeApi)[A]>
type Ok = Answer<(typeof intakeApi)['intake.startInterview']>

export async function startInterview(
  ctx: Ctx,
  { contactId, language, wording }: Asked<'intake.startInterview'>,
): Promise<Ok> {
  const contact = await readOwn(ctx, contactId)
  await interview.start(ctx, { contactId, language, wording, way: await wayTo(ctx, contact) })
  return asks(ctx, contact)
}

export async function askInterview(
  ctx: Ctx,
  { contactId, which }: Asked<'intake.askInterview'>,
): Promise<Ok> {
  const contact = await readOwn(ctx, contactId)
  const isAsking = await interview.ask(ctx, contactId, which)
  return isAsking ? asks(ctx, contact) : comesBack(ctx, contact)
}

export async function stopInterview(ctx: Ctx, { contactId }: Asked<'intake.stopInterview'>): Promise<Ok> {
  const contact = await readOwn(ctx, contactId)
  const wasRunning = await interview.stop(ctx, contactId, 'stopped')
  return wasRunning ? comesBack(ctx, contact) : { contactId, version: contact.version }
}

/** A frightened child is asked by one person: whoever is with them now, whatever other rights somebody has. */
async function readOwn(ctx: Ctx, contactId: ContactId): Promise<Contact> {
  const contact = await readHeld(ctx, contactId)
  const standing = await queue.standing(ctx, contactId)
  if (standing?.holder?.staffId !== personIn(ctx).staffId) throw new Refusal('not_holder')
  return contact
}

async function wayTo(ctx: Ctx, contact: Contact): Promise<InterviewWay> {
  const { channel, callState, closedAt, number } = contact
  const line = await lineOf(ctx, contact)
  if (closedAt || (callState === 'ended' && !line)) throw new Refusal('contact_ended')
  if (channel === 'voice' && line) return isBrowserCall(line) ? 'browser' : 'phone'
  if (channel === 'web_chat') return 'text'
  if (channel !== 'sms' || !number) throw new Refusal('no_number')
  return 'text'
}

/** On the telephone the caller is taken to the question, by text it is sent; the page of a browser's call looks by itself. */
async function asks(ctx: Ctx, contact: Contact): Promise<Ok> {
  const { id: contactId, county, version } = contact
  const now = await interview.asking(ctx, contactId)
  const callSid = await lineOf(ctx, contact)
  if (now?.way === 'phone' && callSid)
    await planInterview(ctx, { county, contactId, callSid, turn: now.turn })
  if (now?.way !== 'text') return { contactId, version }
  const before = await lockContact(ctx, contactId)
  await sendQuestion(ctx, before)
  const after = await saveContact(ctx, before, {})
  await shown(ctx, after)
  return { contactId, version: after.version }
}

async function sendQuestion(ctx: Ctx, contact: Contact): Promise<void> {
  const now = await interview.asking(ctx, contact.id)
  const sentBy = ctx.actor.kind === 'person' ? ctx.actor.staffId : null
  if (now) await sendText(ctx, contact, { text: `${now.question} ${now.keysInText}`, sentBy })
}

/** The caller is with the operator again. Whoever writes or looks at a page never left. */
async function comesBack(ctx: Ctx, contact: Contact): Promise<Ok> {
  const { id: contactId, county, version } = contact
  const callSid = await lineOf(ctx, contact)
  if (callSid && !isBrowserCall(callSid)) await planConnect(ctx, { county, contactId, callSid })
  return { contactId, version }
}

/** A text that came in while questions are sent by text: an answer brings the next one, anything else is for a person. */
export async function heardByText(ctx: Ctx, contact: Contact, text: string): Promise<void> {
  const now = await interview.asking(ctx, contact.id)
  const key = now?.way === 'text' ? keyInText(text) : null
  if (!now || !key) return
  await interview.pressed(ctx, { contactId: contact.id, turn: now.turn, key })
  // A text that comes late, from the network's list, is taken in all the same; nothing is sent after it into the unknown.
  if (await isAtHand(ctx, contact)) await sendQuestion(ctx, contact)
}

/** The network would not take the caller to the question: they are where they were. */
export async function interviewMoved(ctx: Ctx, { subjectId, status }: IntentNews): Promise<void> {
  if (status !== 'failed') return
  const contactId = ContactId.parse(subjectId)
  if (await interview.stop(ctx, contactId, 'not_moved')) await queue.callerStayed(ctx, contactId)
}
