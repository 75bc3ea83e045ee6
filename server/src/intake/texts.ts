import type { TextChannel } from '@veghe/shared/intake/intake.codes.ts'
import { isFreshlyWritten } from '@veghe/shared/intake/intake.rules.ts'
import { commaBelow } from '@veghe/shared/kernel/fold.ts'
import { type ContactId, type MessageId, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { onWhatsApp } from '../telephony/address.ts'
import { planMessage } from '../telephony/telephony.ts'
import { chatOf } from '../telephony/web-chats.store.ts'
import type { Contact } from './contacts.store.ts'
import { type hintIn, sealHint } from './hints.ts'
import { insertMessage, lastWritten } from './messages.store.ts'
import { refuseIfOptedOut } from './opt-out.ts'
import { openReplyWay } from './reply-way.ts'

type Written = { text: string; hint: ReturnType<typeof hintIn> } & (
  | { direction: 'in' }
  | { direction: 'out'; sentBy: StaffId | null; channel: TextChannel }
)

export async function addMessage(
  ctx: Ctx,
  { id: contactId, county, receivedAt }: Pick<Contact, 'id' | 'county' | 'receivedAt'>,
  { text, hint, ...written }: Written,
): Promise<MessageId> {
  // After the text that it answers, also when both are of one instant.
  const id = newId<MessageId>(ctx.now, written.direction === 'in' ? 0 : 1)
  const own =
    written.direction === 'in'
      ? ({ status: 'received', at: receivedAt } as const)
      : ({ at: ctx.now, ...firstStatus(written), sentBy: written.sentBy, channel: written.channel } as const)
  await insertMessage(ctx, {
    ...{ id, county, contactId, direction: written.direction, ...own },
    body: await ctx.fields.seal(county, `messages|body|${id}`, text),
    ...(await sealHint(ctx, hint, { table: 'messages', id, county })),
  })
  return id
}

/** The carrier is still to be asked; from the page's own chat it is fetched. */
const firstStatus = ({ channel }: { channel: TextChannel }) =>
  ({ status: channel === 'web_chat' ? 'sent' : 'queued' }) as const

/**
 * Whoever has just written holds the telephone in their own hands. On the number that a call-back showed it may be anybody
 * who found it there.
 */
export const isAtHand = async (
  ctx: Ctx,
  { id, channel, onNeutralLine }: Pick<Contact, 'id' | 'channel' | 'onNeutralLine'>,
): Promise<boolean> =>
  !onNeutralLine &&
  isFreshlyWritten((await lastWritten(ctx, id))?.at ?? null, ctx.now) &&
  !(channel === 'web_chat' && (await hasLeft(ctx, id)))

const hasLeft = async (ctx: Ctx, id: ContactId): Promise<boolean> => Boolean((await chatOf(ctx, id))?.leftAt)

/**
 * A text of ours to whoever this contact is with, by a person or by the line itself, on the channel they last wrote on.
 * Its fate is told by the carrier, or by the page it is fetched from.
 */
export async function sendText(
  ctx: Ctx,
  contact: Contact,
  said: { text: string; sentBy: StaffId | null; past?: PassReason | undefined },
): Promise<void> {
  const { id: contactId, county, number } = contact
  await refuseUnlessReached(ctx, contact)
  if (!(await isAtHand(ctx, contact))) await queue.refuseUnsafeText(ctx, contactId, said.past)
  const channel = await openReplyWay(ctx, contact)
  const text = commaBelow(said.text)
  const messageId = await addMessage(ctx, contact, {
    ...{ text, hint: null, direction: 'out', channel, sentBy: said.sentBy },
  })
  if (number) {
    const clear = await ctx.fields.vault.open(county, `contacts|number|${contactId}`, number)
    const to = channel === 'whatsapp' ? onWhatsApp(clear) : clear
    await planMessage(ctx, { county, to, text, purpose: 'intake.reply', subjectId: messageId })
  }
  await ctx.happened('intake.messageSent', { county, contactId, body: { messageId } })
  await queue.waitsNoMore(ctx, contactId)
}

async function refuseUnlessReached(ctx: Ctx, contact: Contact): Promise<void> {
  if (contact.channel !== 'web_chat') {
    if (!contact.number) throw new Refusal('no_number')
    return refuseIfOptedOut(ctx, contact)
  }
  if (await hasLeft(ctx, contact.id)) throw new Refusal('chat_left')
}
