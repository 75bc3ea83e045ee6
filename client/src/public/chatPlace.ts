import { ChatSecret, ChatTextKey } from '@veghe/shared/intake/web-chat.contract.ts'
import { z } from 'zod'

/* What of the chat is kept on this device: in the tab alone, and gone with it. What was sent is not among it. */

const place = 'veghe.chat'

const Unsent = z.object({ key: ChatTextKey, text: z.string() })
export type Unsent = z.output<typeof Unsent>

const ChatPlace = z.object({ secret: ChatSecret, unsent: z.array(Unsent) })
export type ChatPlace = z.output<typeof ChatPlace>

export function readPlace(): ChatPlace | null {
  try {
    return ChatPlace.nullable()
      .catch(null)
      .parse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
  } catch {
    return null
  }
}

/** A tab that keeps nothing costs only what a reload would bring back. */
export function keepPlace(kept: ChatPlace | null): void {
  try {
    if (kept) sessionStorage.setItem(place, JSON.stringify(kept))
    else sessionStorage.removeItem(place)
  } catch {
    // Nothing else depends on it.
  }
}

const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length))

export const newSecret = (): string =>
  btoa(String.fromCharCode(...randomBytes(32)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')

export const newTextKey = (): string =>
  Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')
