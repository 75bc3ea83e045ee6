import { newSid } from './sids.ts'
import type { Params } from './signature.ts'

export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

export type RecordingStatus = 'in-progress' | 'paused' | 'completed'

export type AnsweredBy = 'human' | 'machine_start' | 'machine_end_beep'

/** One leg of a call as the product is told of it. */
export type Leg = {
  accountSid: string
  sid: string
  from: string
  to: string
  direction: 'inbound' | 'outbound-api' | 'outbound-dial'
  status: CallStatus
  parentSid?: string | undefined
  /** Present when the call came through the SIP domain: the headers our own border controller adds, without their prefix. */
  headers?: Params | undefined
  /** Which border controller brought it to the SIP domain; that of this network where nothing is said. */
  source?: string | undefined
  answeredBy?: AnsweredBy | undefined
}

export type TextStatus = 'received' | 'accepted' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed'

/** What came beside a text: its id, and what the sender's telephone calls it. */
export type TextMedia = { sid: string; contentType: string }

/** One text message as the product is told of it. */
export type Text = {
  accountSid: string
  sid: string
  from: string
  to: string
  body: string
  media?: readonly TextMedia[] | undefined
  direction: 'inbound' | 'outbound-api'
  status: TextStatus
  messagingServiceSid?: string | undefined
  errorCode?: number | undefined
}

type Ends = { accountSid: string; number: string }

/** Where calls through the SIP domain come from: the border controller of this network. */
export const TRUNK_ADDRESS = '203.0.113.10'

/** The account's second number in the demo: what call-backs show. */
export const CALL_BACK_NUMBER = '+40264000118'

/** A call to the line, ringing. With `headers` it comes through the SIP domain, as calls to 119 do. */
export function inboundLeg(
  account: Ends,
  call: Pick<Leg, 'from' | 'headers' | 'source'> & { to?: string | undefined; sid?: string },
): Leg {
  const viaSip = call.headers !== undefined
  return {
    accountSid: account.accountSid,
    sid: call.sid ?? newSid('CA'),
    from: viaSip ? `sip:${call.from}@${sipFrom(call.from)}` : call.from,
    to: call.to ?? (viaSip ? 'sip:119@hotline.sip.twilio.com' : account.number),
    direction: 'inbound',
    status: 'ringing',
    headers: call.headers,
    source: call.source,
  }
}

/** A softphone that calls the account's application: no number is dialled, and none calls. */
export function softphoneLeg(
  account: Pick<Ends, 'accountSid'>,
  call: { identity: string; sid?: string },
): Leg {
  return {
    accountSid: account.accountSid,
    sid: call.sid ?? newSid('CA'),
    from: `client:${call.identity}`,
    to: '',
    direction: 'inbound',
    status: 'ringing',
  }
}

export const isSoftphone = (leg: Pick<Leg, 'from'>): boolean => leg.from.startsWith('client:')

/** A call the product placed to somebody's phone, answered. */
export function outboundLeg(account: Ends, call: { to: string; sid?: string; answeredBy?: AnsweredBy }): Leg {
  return {
    accountSid: account.accountSid,
    sid: call.sid ?? newSid('CA'),
    from: account.number,
    to: call.to,
    direction: 'outbound-api',
    status: 'in-progress',
    answeredBy: call.answeredBy,
  }
}

/** The telephone at the far end of a leg: the caller's for a call to the line, the callee's otherwise. */
export function phoneOf(leg: Pick<Leg, 'direction' | 'from' | 'to'>): string {
  const address = leg.direction === 'inbound' ? leg.from : leg.to
  return address.replace(/^sip:/, '').replace(/@.*$/, '')
}

function sipFrom(number: string): string {
  return number === 'anonymous' ? 'anonymous.invalid' : 'sbc.example.net'
}
