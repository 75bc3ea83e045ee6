import { z } from 'zod'
import { MessageId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { ChatLeaving } from './intake.codes.ts'

/* What the public page and its chat say to each other. Nobody signs in there, so none of it is an action. */

/** Made by the page, kept in its tab and nowhere else. Whoever has it is the one who writes. */
export const ChatSecret = z.string().regex(/^[\w-]{43}$/)
/** Made by the page for each text: sent again under the same one, it is taken in once. */
export const ChatTextKey = z.string().regex(/^[0-9a-f]{32}$/)

export const longestChatText = 1_600
const mostShown = 50

export const ChatSay = z.object({
  secret: ChatSecret,
  key: ChatTextKey,
  text: z.string().trim().min(1).max(longestChatText),
})
export const ChatLook = z.object({
  secret: ChatSecret,
  /** The mark of what the page has already. */
  mark: z.string().max(2_000),
  /** Texts of ours that stand on the page since it last looked. */
  shown: z.array(MessageId).max(mostShown),
})
export const ChatLeave = z.object({ secret: ChatSecret, leaving: ChatLeaving })

export const ChatLine = z.object({
  id: MessageId,
  /** Of one of theirs; null for ours. */
  key: ChatTextKey.nullable(),
  text: z.string(),
  at: Instant,
})
export type ChatLine = z.infer<typeof ChatLine>

/** What the page knows of its own chat, and nothing else. */
export const ChatView = z.object({
  /** `none`: nothing has come in by this secret. `answered`: somebody holds it. */
  state: z.enum(['none', 'waiting', 'answered', 'ended']),
  mark: z.string(),
  /** Null where the page has them already. */
  lines: z.array(ChatLine).nullable(),
})
export type ChatView = z.infer<typeof ChatView>
