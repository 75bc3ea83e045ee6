import { optOutOf } from './fixtures.ts'
import type { Entry } from './journal.ts'
import type { Leg, Text } from './leg.ts'

/** One line of what was said, played or pressed on a call. */
export type Spoken = { at: Date; text: string }

export type Call = Leg & {
  createdAt: Date
  answeredAt?: Date
  endedAt?: Date
  transcript: Spoken[]
}

export type TextMessage = Text & { createdAt: Date; updatedAt: Date }

/** Every call and text the network has carried, oldest first: what the REST lists are served from. */
export type Register = {
  accountSid: string
  calls: Map<string, Call>
  texts: Map<string, TextMessage>
  /** Phones whose last word on the matter was STOP. */
  optedOut: Set<string>
  /** A document that the network keeps itself for the day on which the product does not answer. */
  fallback: string | null
}

export function openRegister(accountSid: string): Register {
  return { accountSid, calls: new Map(), texts: new Map(), optedOut: new Set(), fallback: null }
}

export const isOver = (leg: Pick<Leg, 'status'>): boolean =>
  ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(leg.status)

/** The register is nothing but the journal read in order; live and rebuilt it comes out the same. */
export function enter(register: Register, entry: Entry): void {
  const at = new Date(entry.at)
  switch (entry.what) {
    case 'call.placed':
      register.calls.set(entry.sid, placed(register.accountSid, entry, at))
      return
    case 'call.status':
      stepCall(register.calls.get(entry.sid), entry, at)
      return
    case 'call.heard':
      register.calls.get(entry.sid)?.transcript.push({ at, text: entry.text })
      return
    case 'call.said':
      register.calls.get(entry.sid)?.transcript.push({ at, text: `„${entry.text}”` })
      return
    case 'call.pressed':
      register.calls.get(entry.sid)?.transcript.push({ at, text: `⌨ ${entry.digits}` })
      return
    case 'text.placed':
      register.texts.set(entry.sid, written(register.accountSid, entry, at))
      if (entry.direction === 'inbound') noteOptOut(register, entry)
      return
    case 'text.status':
      stepText(register.texts.get(entry.sid), entry, at)
      return
    case 'fallback.kept':
      register.fallback = entry.document
      return
    default:
      return
  }
}

function placed(accountSid: string, entry: Extract<Entry, { what: 'call.placed' }>, at: Date): Call {
  return {
    accountSid,
    sid: entry.sid,
    from: entry.from,
    to: entry.to,
    direction: entry.direction,
    status: entry.direction === 'inbound' ? 'ringing' : 'queued',
    parentSid: entry.parentSid,
    headers: entry.headers,
    source: entry.source,
    createdAt: at,
    transcript: [],
  }
}

function written(accountSid: string, entry: Extract<Entry, { what: 'text.placed' }>, at: Date): TextMessage {
  const { sid, from, to, body, media, direction, messagingServiceSid } = entry
  const status = firstStatus(entry)
  return {
    accountSid,
    sid,
    from,
    to,
    body,
    media,
    direction,
    status,
    messagingServiceSid,
    createdAt: at,
    updatedAt: at,
  }
}

function noteOptOut(register: Register, entry: { from: string; body: string }): void {
  const word = optOutOf(entry.body)
  if (word === 'STOP') register.optedOut.add(entry.from)
  if (word === 'START') register.optedOut.delete(entry.from)
}

function firstStatus(entry: Extract<Entry, { what: 'text.placed' }>): Text['status'] {
  if (entry.direction === 'inbound') return 'received'
  return entry.messagingServiceSid ? 'accepted' : 'queued'
}

function stepCall(call: Call | undefined, entry: Extract<Entry, { what: 'call.status' }>, at: Date): void {
  if (!call) return
  call.status = entry.status
  if (entry.answeredBy) call.answeredBy = entry.answeredBy
  if (entry.status === 'in-progress') call.answeredAt ??= at
  if (isOver(call)) call.endedAt ??= at
}

function stepText(
  text: TextMessage | undefined,
  entry: Extract<Entry, { what: 'text.status' }>,
  at: Date,
): void {
  if (!text) return
  text.status = entry.status
  text.errorCode = entry.errorCode
  text.updatedAt = at
}
