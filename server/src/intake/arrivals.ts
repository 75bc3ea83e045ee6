import type { TextChannel } from '@veghe/shared/intake/intake.codes.ts'
import type { Hint } from '@veghe/shared/intake/intake.contract.ts'
import { isWorse } from '@veghe/shared/intake/intake.rules.ts'
import { asksForNoMore } from '@veghe/shared/intake/opt-out.rules.ts'
import { type ContactId, type CountyCode, type MessageId, newId } from '@veghe/shared/kernel/ids.ts'
import { readReply } from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { lastDigits } from '../telephony/address.ts'
import { expectAttachments } from '../telephony/attachments.ts'
import type { CarrierEventOf } from '../telephony/events.ts'
import * as triage from '../triage/triage.ts'
import { type Contact, insertContact, lockOpenOf, saveContact } from './contacts.store.ts'
import { hintIn, sealHint } from './hints.ts'
import { shown } from './intake.boards.ts'
import { heardByText } from './interview.ts'
import * as store from './messages.store.ts'

/** Where the news of an arrival comes from: the carrier's request, its report of the end, or its list, afterwards. */
export type Source = 'webhook' | 'report' | 'list'

/** A number as a contact keeps it: whole in the vault, as a hash to match by, and three digits for the boards. */
export async function numberColumns(
  ctx: Ctx,
  { id, county, number }: { id: ContactId; county: CountyCode; number: string | null },
) {
  if (number === null) return { number: null, numberHash: null, digits: null }
  return {
    number: await ctx.fields.vault.seal(county, `contacts|number|${id}`, number),
    numberHash: ctx.fields.matching.numberHash(number),
    digits: lastDigits(number),
  }
}

/** Hands a new contact on: the fact T0, an assessment, a place in the queue. */
export async function handOn(
  ctx: Ctx,
  contact: Pick<Contact, 'id' | 'county' | 'channel' | 'receivedAt' | 'digits' | 'numberHash'>,
  more: {
    source: Source | 'entry'
    live: boolean
    callSid?: string
    hint?: Hint | null
    opening?: string
    unit?: number | null
    isOptOut?: boolean
    isRecorded?: boolean
    queuedFrom?: Date
  },
): Promise<void> {
  const { id: contactId, county, channel, receivedAt, digits, numberHash } = contact
  const {
    source,
    live,
    callSid = null,
    hint = null,
    opening = null,
    unit = null,
    isOptOut = false,
    isRecorded = false,
    queuedFrom = receivedAt,
  } = more
  await ctx.happened('intake.received', { county, contactId, at: receivedAt, body: { channel, source } })
  await triage.begin(ctx, { contactId, county, channel, digits, unit })
  await queue.enqueue(ctx, {
    ...{ contactId, county, channel, live, digits, numberHash, unit, hint, opening, callSid },
    ...{ isOptOut, isRecorded, receivedAt: queuedFrom },
  })
  if (hint) await noteHint(ctx, { contactId, county, hint })
}

async function noteHint(
  ctx: Ctx,
  { contactId, county, hint }: { contactId: ContactId; county: CountyCode; hint: Hint },
) {
  const { category, raiseTo } = hint
  await ctx.happened('intake.hintFound', { county, contactId, body: { category, raiseTo } })
  await triage.noteHint(ctx, contactId)
}

type ReceivedText = { county: CountyCode; receivedAt: Date; source: Source; onNeutralLine: boolean }

/** A text. False when it was taken in before. */
export async function receiveMessage(
  ctx: Ctx,
  event: CarrierEventOf<'messageArrived'>,
  { county, receivedAt, source, onNeutralLine }: ReceivedText,
): Promise<boolean> {
  const { messageSid: sid, channel, text, attachments: told } = event
  const { number } = event.caller
  const numberHash = number === null ? null : ctx.fields.matching.numberHash(number)
  const isOptOut = event.optsOut || asksForNoMore(text)
  if (numberHash) await store.oneAtATime(ctx, numberHash)
  const came = { sid, channel, text, isOptOut, receivedAt, source, onNeutralLine }
  const message = await keepText(ctx, county, came)
  if (!message) return false
  const isToPage = numberHash !== null && (await readReply(ctx, { numberHash, text }))
  const from = { number, numberHash }
  const contactId = isToPage ? null : await giveContact(ctx, county, { message, from })
  await expectAttachments(ctx, { county, contactId, messageId: message.id, messageSid: sid, told })
  return true
}

type From = { number: string | null; numberHash: Buffer | null }

/** The contact of this number that is still open, or a new one. */
async function giveContact(
  ctx: Ctx,
  county: CountyCode,
  { message, from: { number, numberHash } }: { message: Taken; from: From },
): Promise<ContactId> {
  const open = numberHash && (await lockOpenOf(ctx, numberHash))
  if (!open) return openContact(ctx, county, { ...message, number })
  await joinContact(ctx, open, message)
  return open.id
}

type Text = {
  channel: TextChannel
  text: string
  isOptOut: boolean
  receivedAt: Date
  source: Source
  onNeutralLine?: boolean
}
type Taken = Text & { id: MessageId; hint: Hint | null }

/** A text as it came, and the words of danger in it; null when it was taken in before. */
export async function keepText(
  ctx: Ctx,
  county: CountyCode,
  { sid, ...came }: Text & { sid: string },
): Promise<Taken | null> {
  const id = newId<MessageId>(ctx.now, 0)
  const { channel, text, isOptOut, receivedAt: at } = came
  const hint = hintIn(text)
  const isNew = await store.insertMessage(ctx, {
    ...{ id, county, providerSid: sid, direction: 'in', status: 'received', at },
    ...{ isOptOut, channel },
    body: await ctx.fields.seal(county, `messages|body|${id}`, text),
    ...(await sealHint(ctx, hint, { table: 'messages', id, county })),
  })
  return isNew ? { ...came, id, hint } : null
}

export async function openContact(
  ctx: Ctx,
  county: CountyCode,
  { number, hint, ...message }: Taken & { number: string | null },
): Promise<ContactId> {
  const id = newId<ContactId>(ctx.now)
  const { channel, receivedAt, source, text, isOptOut, onNeutralLine = false } = message
  // Whoever writes on the page has no number that could be withheld.
  const numberWithheld = number === null && channel !== 'web_chat'
  const contact = await insertContact(ctx, {
    ...{ id, county, channel, receivedAt, changedAt: ctx.now, numberWithheld, onNeutralLine },
    ...(await numberColumns(ctx, { id, county, number })),
    ...(await sealHint(ctx, hint, { table: 'contacts', id, county })),
  })
  await store.giveToContact(ctx, message.id, id)
  await handOn(ctx, contact, { source, live: false, hint, opening: text, isOptOut })
  await messageReceived(ctx, contact, message)
  return id
}

/** The thread of a contact that is still open goes on, whatever channel it began on. */
export async function joinContact(ctx: Ctx, open: Contact, { hint, ...message }: Taken): Promise<void> {
  const { id: contactId, county } = open
  await store.giveToContact(ctx, message.id, contactId)
  const worse = hint && isWorse(hint, open.hintRaiseTo) ? hint : null
  const contact = await saveContact(ctx, open, {
    ...(await sealHint(ctx, worse, { table: 'contacts', id: contactId, county })),
    onNeutralLine: open.onNeutralLine || message.onNeutralLine === true,
  })
  await messageReceived(ctx, contact, message)
  const { isOptOut, receivedAt, text: opening } = message
  await queue.newMessage(ctx, { contactId, hint, opening, receivedAt, isOptOut })
  if (hint) await noteHint(ctx, { contactId, county, hint })
  await heardByText(ctx, contact, message.text)
  await shown(ctx, contact)
}

async function messageReceived(
  ctx: Ctx,
  { id: contactId, county }: Pick<Contact, 'id' | 'county'>,
  { id: messageId, receivedAt, isOptOut }: Pick<Taken, 'id' | 'receivedAt' | 'isOptOut'>,
): Promise<void> {
  const about = { county, contactId, at: receivedAt }
  await ctx.happened('intake.messageReceived', { ...about, body: { messageId } })
  if (isOptOut) await ctx.happened('intake.optedOut', { ...about, body: { messageId, by: 'caller' } })
}
