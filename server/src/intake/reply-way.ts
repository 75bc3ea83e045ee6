import type { TextChannel } from '@veghe/shared/intake/intake.codes.ts'
import { whatsAppOpenUntil } from '@veghe/shared/intake/intake.rules.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Ctx } from '../platform/context.ts'
import type { Contact } from './contacts.store.ts'
import { lastWritten } from './messages.store.ts'

type Of = Pick<Contact, 'id' | 'channel'>

/** The channel an answer takes, and until when it may. */
export type ReplyWay = { channel: TextChannel; until: Date | null }

/** Back the way they last wrote; by SMS to whoever never did. Where somebody wrote on the page, it is the only way. */
export async function replyWay(ctx: Ctx, { id, channel }: Of): Promise<ReplyWay> {
  if (channel === 'web_chat') return { channel, until: null }
  const last = await lastWritten(ctx, id)
  if (last?.channel !== 'whatsapp') return { channel: 'sms', until: null }
  return { channel: 'whatsapp', until: whatsAppOpenUntil(last.at) }
}

/** The channel, unless it has closed: later than this the network passes on only texts it approved before. */
export async function openReplyWay(ctx: Ctx, contact: Of): Promise<TextChannel> {
  const { channel, until } = await replyWay(ctx, contact)
  if (until && until <= ctx.now) throw new Refusal('whatsapp_closed')
  return channel
}
