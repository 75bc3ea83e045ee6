import type { Network } from './network.ts'
import { readDocument } from './twiml/read.ts'

/* A document that the network keeps itself and plays when the product does not answer: Twilio calls it a bin. */

const address = 'https://handler.twilio.com/twiml/EH00000000000000000000000000000119'

export const isKept = (url: string): boolean => url === address

/** Where a call to the line turns when its document cannot be had. */
export const fallbackUrlOf = ({ number, register }: Network): string =>
  register.fallback === null ? number.voiceFallbackUrl : address

/** Kept over restarts; null gives the address of the number back. Refuses what Twilio would not play. */
export function keepFallback(net: Network, document: string | null): { fallbackUrl: string } {
  if (document !== null) readDocument(document, { url: address, where: 'call' })
  net.journal.record({ what: 'fallback.kept', document })
  return { fallbackUrl: fallbackUrlOf(net) }
}
