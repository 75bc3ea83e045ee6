import { mediaParams, messageType } from './fixtures.media.ts'
import { isSoftphone, type Leg, type Text, TRUNK_ADDRESS } from './leg.ts'
import { segmentsOf } from './segments.ts'
import type { Params } from './signature.ts'

/** What Twilio posts to the product, parameter by parameter. F numbers name the recorded request each builder follows. */

const API_VERSION = '2010-04-01'

/** Where a waiting call stands in its queue. */
export type Place = {
  queueSid: string
  position: number
  seconds: number
  average: number
  size: number
  max: number
}

export type QueueResult = 'hangup' | 'redirected' | 'leave' | 'queue-full' | 'system-error' | 'error'

/** F1 by telephone, F2 by the SIP domain, F3 when the number is withheld. */
export function voiceInbound(leg: Leg): Params {
  return leg.headers
    ? { ...voiceLeg(leg), ...sipOrigin(leg, leg.headers) }
    : { ...voiceLeg(leg), ...attestation(leg) }
}

/** What every voice request says of its call, whichever way the call came. */
export function voiceLeg(leg: Leg): Params {
  const geography =
    leg.headers || isSoftphone(leg)
      ? {}
      : { ...geographyOf('From', 'To', leg), ...geographyOf('Caller', 'Called', leg) }
  return {
    CallSid: leg.sid,
    AccountSid: leg.accountSid,
    From: leg.from,
    To: leg.to,
    Caller: leg.from,
    Called: leg.to,
    CallStatus: leg.status,
    Direction: leg.direction,
    ApiVersion: API_VERSION,
    ...geography,
    ...(leg.parentSid ? { ParentCallSid: leg.parentSid } : {}),
    ...(leg.answeredBy ? { AnsweredBy: leg.answeredBy, MachineDetectionDuration: '2300' } : {}),
  }
}

/** F4: the document for a call that waits in a queue. */
export function voiceWait(leg: Leg, place: Place): Params {
  return {
    ...voiceInbound(leg),
    QueueSid: place.queueSid,
    QueuePosition: String(place.position),
    QueueTime: String(place.seconds),
    AvgQueueTime: String(place.average),
    CurrentQueueSize: String(place.size),
    MaxQueueSize: String(place.max),
  }
}

/** F5 while waiting, F15 on a page by voice: keys pressed in a `<Gather>`. */
export function gathered(asked: Params, digits: string): Params {
  return { ...asked, Digits: digits, FinishedOnKey: '', msg: 'Gather End' }
}

/** F15: the key a responder presses to acknowledge. */
export function ackDigits(leg: Leg, digits: string): Params {
  return gathered(voiceLeg(leg), digits)
}

/** F6: a call left its queue. */
export function queueLeft(
  leg: Leg,
  left: { queueSid: string; seconds: number; result: QueueResult },
): Params {
  return {
    ...voiceInbound(leg),
    QueueSid: left.queueSid,
    QueueTime: String(left.seconds),
    QueueResult: left.result,
  }
}

const sipAnswers: Partial<Record<Leg['status'], string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '503',
}

/** F7: a softphone calls the application. What its page chose to say cannot take the place of what the network knows. */
export function softphoneCalls(leg: Leg, said: { application: string; params: Params }): Params {
  return { ...said.params, ...voiceLeg(leg), ApplicationSid: said.application }
}

/** F8, and F10 for a dialled leg. `seconds` is the length of a call that was answered and has ended. */
export function callStatus(
  leg: Leg,
  step: { sequence: number; at: Date; seconds?: number | undefined },
): Params {
  const sip = sipAnswers[leg.status]
  const length =
    step.seconds === undefined
      ? {}
      : { CallDuration: String(step.seconds), Duration: String(Math.ceil(step.seconds / 60)) }
  return {
    ...voiceLeg(leg),
    Timestamp: rfc2822(step.at),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(step.sequence),
    ...(sip ? { SipResponseCode: sip } : {}),
    ...length,
  }
}

/** The verdict of the answering-machine detector when it was asked to work beside the call. */
export function answeredBy(leg: Leg): Params {
  return {
    CallSid: leg.sid,
    AccountSid: leg.accountSid,
    AnsweredBy: leg.answeredBy ?? 'unknown',
    MachineDetectionDuration: '2300',
  }
}

/** F9: something happened in a conference. `about` holds what only this kind of step tells. */
export function conferenceStep(
  room: { sid: string; name: string; accountSid: string },
  step: { kind: string; sequence: number; at: Date },
  about: Params,
): Params {
  return {
    ConferenceSid: room.sid,
    FriendlyName: room.name,
    AccountSid: room.accountSid,
    SequenceNumber: String(step.sequence),
    Timestamp: rfc2822(step.at),
    StatusCallbackEvent: step.kind,
    ...about,
  }
}

/** F12: a voice message was left; `digits` is the key that ended it, or `hangup`. */
export function recorded(leg: Leg, recording: { sid: string; seconds: number; digits: string }): Params {
  return {
    ...voiceInbound(leg),
    RecordingUrl: `https://api.twilio.com/${API_VERSION}/Accounts/${leg.accountSid}/Recordings/${recording.sid}`,
    RecordingSid: recording.sid,
    RecordingDuration: String(recording.seconds),
    Digits: recording.digits,
  }
}

/** F13: what came of a `<Dial>`. A conference has no dialled leg to speak of. */
export function dialEnded(
  leg: Leg,
  dialled: { status: string; sid?: string | undefined; seconds?: number },
): Params {
  return {
    ...voiceInbound(leg),
    DialCallStatus: dialled.status,
    DialBridged: String(dialled.status === 'completed' || dialled.status === 'answered'),
    ...(dialled.sid ? { DialCallSid: dialled.sid } : {}),
    ...(dialled.seconds === undefined ? {} : { DialCallDuration: String(dialled.seconds) }),
  }
}

/** F14: the request to the fallback address, and why it is made. */
export function fallback(leg: Leg, failed: { code: number; url: string }): Params {
  return { ...voiceInbound(leg), ErrorCode: String(failed.code), ErrorUrl: failed.url }
}

/** F16: a text to the line. */
export function smsIn(text: Text): Params {
  const optOut = optOutOf(text.body)
  return {
    MessageSid: text.sid,
    SmsSid: text.sid,
    SmsMessageSid: text.sid,
    AccountSid: text.accountSid,
    ...(text.messagingServiceSid ? { MessagingServiceSid: text.messagingServiceSid } : {}),
    From: text.from,
    To: text.to,
    Body: text.body,
    NumSegments: String(segmentsOf(text.body)),
    ...mediaParams(text),
    SmsStatus: 'received',
    ...geographyOf('From', 'To', text),
    ApiVersion: API_VERSION,
    ...(optOut ? { OptOutType: optOut } : {}),
  }
}

export const isWhatsApp = (address: string): boolean => address.startsWith('whatsapp:')

/** F17: a message to the line on WhatsApp. */
export function whatsAppIn(text: Text): Params {
  return {
    ...smsIn(text),
    ProfileName: 'Alia',
    WaId: text.from.replace(/^\D+/, ''),
    MessageType: messageType(text),
    ChannelMetadata: JSON.stringify({ type: 'whatsapp' }),
  }
}

const onWhatsApp: Params = { ChannelPrefix: 'whatsapp', ChannelInstallSid: `XE${'7'.repeat(32)}` }

/** F18: how far a text from the line has come. */
export function messageStatus(text: Text, at: Date): Params {
  const arrived = text.status === 'delivered' || text.status === 'undelivered'
  return {
    AccountSid: text.accountSid,
    From: text.from,
    To: text.to,
    MessageSid: text.sid,
    MessageStatus: text.status,
    SmsSid: text.sid,
    SmsStatus: text.status,
    ApiVersion: API_VERSION,
    ...(text.messagingServiceSid ? { MessagingServiceSid: text.messagingServiceSid } : {}),
    ...(text.errorCode === undefined ? {} : { ErrorCode: String(text.errorCode) }),
    ...(arrived ? { RawDlrDoneDate: at.toISOString().replace(/\D/g, '').slice(2, 12) } : {}),
    ...(isWhatsApp(text.to) ? onWhatsApp : {}),
  }
}

/** The words a subscriber may send to stop, resume or ask about messages; Twilio acts on them before the product does. */
export function optOutOf(body: string): 'STOP' | 'START' | 'HELP' | undefined {
  const word = body.trim().toUpperCase()
  if (['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'].includes(word)) return 'STOP'
  if (['START', 'YES', 'UNSTOP'].includes(word)) return 'START'
  return word === 'HELP' || word === 'INFO' ? 'HELP' : undefined
}

export function rfc2822(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000')
}

function sipOrigin(leg: Leg, headers: Params): Params {
  const named = Object.entries(headers).map(([name, value]) => [`SipHeader_${name}`, value] as const)
  return {
    SipDomain: 'hotline.sip.twilio.com',
    SipDomainSid: `SD${'2'.repeat(32)}`,
    SipCallId: `${leg.sid.slice(2, 16)}@sbc.example.net`,
    SipSourceIp: leg.source ?? TRUNK_ADDRESS,
    ...Object.fromEntries(named),
  }
}

/** Only North American callers are attested; everybody else arrives unverified. */
function attestation(leg: Leg): Params {
  if (leg.direction !== 'inbound' || isSoftphone(leg)) return {}
  const token = encodeURIComponent(JSON.stringify({ parentCallInfoToken: leg.sid.slice(2) }))
  if (!leg.from.startsWith('+1')) return { StirVerstat: 'No-TN-Validation', CallToken: token }
  return {
    StirVerstat: 'TN-Validation-Passed-C',
    StirPassportToken: 'eyJhbGciOiJFUzI1NiJ9',
    CallToken: token,
  }
}

const countries: [prefix: string, country: string][] = [
  ['+40', 'RO'],
  ['+36', 'HU'],
  ['+373', 'MD'],
  ['+380', 'UA'],
  ['+381', 'RS'],
  ['+359', 'BG'],
  ['+1', 'US'],
]

/** Twilio guesses a place from the number's prefix; outside North America only the country is ever filled. */
function geographyOf(origin: string, target: string, ends: { from: string; to: string }): Params {
  const country = (number: string) => countries.find(([prefix]) => number.startsWith(prefix))?.[1] ?? ''
  return {
    [`${origin}City`]: '',
    [`${origin}State`]: '',
    [`${origin}Zip`]: '',
    [`${origin}Country`]: country(ends.from),
    [`${target}City`]: '',
    [`${target}State`]: '',
    [`${target}Zip`]: '',
    [`${target}Country`]: country(ends.to),
  }
}
