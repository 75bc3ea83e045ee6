import { randomBytes } from 'node:crypto'
import type { Address, Exchanges } from './exchanges.ts'
import { type Answer, headerOf, paramOf, type SipRequest, writeBye, writeResponse } from './message.ts'

/** What we say to whoever began a call, each thing until it has been heard. */
export type Words = {
  trying: () => void
  ringing: () => void
  /** `unheard` is told when nobody ever acknowledges it. */
  answered: (sdp: string, unheard: () => void) => void
  refused: (answer: Answer) => void
  acknowledged: () => void
  bye: () => void
  /** Whether a request belongs to this call. */
  isOf: (request: SipRequest) => boolean
}

export const allow = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS'

/** `host` is where we are reached, as it stands in our messages. */
export function openWords(
  { exchanges, host }: { exchanges: Exchanges; host: string },
  { invite, from }: { invite: SipRequest; from: Address },
): Words {
  const tag = randomBytes(8).toString('hex')
  const told = (answer: Answer): string => writeResponse(invite, { tag, ...answer }, from)
  const headers = [`Contact: <sip:119@${host}>`, allow]
  const theirTag = (request: SipRequest): string => paramOf(headerOf(request, 'from'), 'tag')
  return {
    trying: () =>
      exchanges.answer(invite, writeResponse(invite, { status: 100, reason: 'Trying' }, from), from),
    ringing: () => exchanges.answer(invite, told({ status: 180, reason: 'Ringing', headers }), from),
    answered: (body, unheard) =>
      exchanges.insist(invite, told({ status: 200, reason: 'OK', headers, body }), { to: from, unheard }),
    refused: (answer) => exchanges.insist(invite, told(answer), { to: from }),
    acknowledged: () => exchanges.acknowledged(invite),
    bye: () => {
      const branch = `z9hG4bK${randomBytes(8).toString('hex')}`
      exchanges.acknowledged(invite)
      exchanges.ask(branch, writeBye(invite, { tag, branch, host }), from)
    },
    isOf: (request) =>
      headerOf(request, 'call-id') === headerOf(invite, 'call-id') &&
      theirTag(request) === theirTag(invite) &&
      paramOf(headerOf(request, 'to'), 'tag') === tag,
  }
}
