import { AttachmentKind, MessageStatus } from '@veghe/shared/intake/intake.codes.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { CallProgress, type RecordingKind, RecordingReport } from '@veghe/shared/telephony/telephony.codes.ts'
import { z } from 'zod'
import { type CallerAddress, isOnWhatsApp, readAddress } from './address.ts'
import type { ToldAttachment } from './attachments.ts'
import { deskCalling } from './desk.ts'
import type { CarrierEventOf, LeftResult } from './events.ts'
import { trunkHeaders } from './trunk.ts'

/** The carrier's form, flat. Fields it adds without notice are let through and ignored. */
export type CarrierForm = Readonly<Record<string, string>>

const callSid = z.string().regex(/^CA[0-9a-fA-F]{32}$/)
const text = z.string().default('')

const VoiceForm = z.object({ CallSid: callSid, From: text, To: text })
const StatusForm = z.object({
  CallSid: callSid,
  From: text,
  To: text,
  Direction: text,
  CallStatus: z.string(),
  SequenceNumber: z.coerce.number().int().min(0).optional(),
  Timestamp: text,
  CallDuration: z.coerce.number().int().min(0).optional(),
  AnsweredBy: text,
})
const LeftForm = z.object({ CallSid: callSid, QueueResult: z.string() })
const WaitForm = z.object({
  CallSid: callSid,
  QueueSid: text,
  QueueTime: z.coerce.number().int().min(0).catch(0),
})
const KeyForm = z.object({ CallSid: callSid, Digits: z.string().optional(), AnsweredBy: text })
const PickUpForm = z.object({ CallSid: callSid, AnsweredBy: text })
const DeskForm = z.object({ CallSid: callSid, From: text, conf: ContactId })
const RoomForm = z.object({
  ConferenceSid: z.string().min(1),
  FriendlyName: z.string().min(1),
  SequenceNumber: z.coerce.number().int().min(0).catch(0),
  StatusCallbackEvent: z.string().min(1),
  CallSid: callSid.optional(),
  ParticipantLabel: z.string().optional(),
  Timestamp: text,
})
const recordingSid = z.string().regex(/^RE[0-9a-fA-F]{32}$/)
/** -1 as long as it runs. */
const wholeSeconds = z.coerce.number().int().min(0).catch(0)
const RecordingForm = z.object({
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingStatus: text,
  RecordingSource: text,
  RecordingDuration: wholeSeconds,
})
const VoiceMessageForm = z.object({
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingDuration: wholeSeconds,
  Digits: text,
})
const DialForm = z.object({ CallSid: callSid, CallStatus: text, DialCallStatus: z.string() })
const messageSid = z.string().regex(/^(?:SM|MM)[0-9a-fA-F]{32}$/)
const MessageForm = z.object({
  MessageSid: messageSid,
  From: text,
  To: text,
  Body: z.string().max(10_000).default(''),
  OptOutType: text,
  NumMedia: z.coerce.number().int().min(0).catch(0),
  Latitude: text,
  Longitude: text,
  Address: text,
  Label: text,
})
const MessageStatusForm = z.object({ MessageSid: messageSid, MessageStatus: z.string(), ErrorCode: text })

/** F1, F2, F3, and F14 for the fallback: a call to the line. */
export function readCall(
  form: CarrierForm,
  trunkAddresses: readonly string[],
): CarrierEventOf<'callArrived'> {
  const read = parse(VoiceForm, form)
  const { asserted, region } = trunkHeaders(form, trunkAddresses)
  const caller = callerOf(read.From, asserted)
  return { kind: 'callArrived', callSid: read.CallSid, caller, called: read.To, region }
}

/**
 * The network's own assertion names the caller better than what their telephone claims, but whoever asked to stay
 * unknown stays unknown.
 */
function callerOf(from: string, asserted: string | null): CallerAddress {
  const claimed = readAddress(from)
  if (claimed.withheld || asserted === null) return claimed
  const vouched = readAddress(asserted)
  return vouched.withheld ? claimed : vouched
}

/** F8 and F10. */
export function readCallStatus(form: CarrierForm): CarrierEventOf<'callStatus'> {
  const read = parse(StatusForm, form)
  return {
    kind: 'callStatus',
    callSid: read.CallSid,
    direction: read.Direction === 'inbound' ? 'in' : 'out',
    status: callProgress(read.CallStatus),
    sequence: read.SequenceNumber ?? null,
    at: instant(read.Timestamp),
    seconds: read.CallDuration ?? null,
    caller: readAddress(read.From),
    called: read.To,
    answeredBy: answeredBy(read.AnsweredBy),
  }
}

/** F4. */
export function readWait(form: CarrierForm): CarrierEventOf<'callWaits'> {
  const read = parse(WaitForm, form)
  return { kind: 'callWaits', callSid: read.CallSid, queueSid: read.QueueSid, waitedSeconds: read.QueueTime }
}

const leftResults: Readonly<Record<string, LeftResult>> = {
  hangup: 'hung_up',
  redirected: 'moved',
  'redirected-from-bridged': 'moved',
  bridged: 'moved',
  'bridging-in-process': 'moved',
  leave: 'left',
  'queue-full': 'not_parked',
  'system-error': 'not_parked',
  error: 'not_parked',
}

/** F6. At a result we do not know the caller is still there, and is parked again. */
export function readLeft(form: CarrierForm): CarrierEventOf<'callLeft'> {
  const read = parse(LeftForm, form)
  return { kind: 'callLeft', callSid: read.CallSid, result: leftResults[read.QueueResult] ?? 'left' }
}

/** F15. What a mailbox plays is not a key that somebody pressed, and it is asked for none. */
export function readKey(form: CarrierForm): CarrierEventOf<'keyPressed'> {
  const read = parse(KeyForm, form)
  const isMachine = answeredBy(read.AnsweredBy) === 'machine'
  const keys = isMachine ? '' : (read.Digits ?? null)
  return { kind: 'keyPressed', callSid: read.CallSid, keys }
}

/** F15. Somebody picked up a call of ours; who it was is often told later. */
export function readPickUp(form: CarrierForm): { callSid: string; answeredBy: 'human' | 'machine' | null } {
  const read = parse(PickUpForm, form)
  return { callSid: read.CallSid, answeredBy: answeredBy(read.AnsweredBy) }
}

/** F7. Null where no desk of ours asks for a contact: the browser chose what it says. */
export function readDeskCall(form: CarrierForm): CarrierEventOf<'deskCalls'> | null {
  const read = DeskForm.safeParse(form)
  const desk = read.success ? deskCalling(read.data.From) : null
  if (!read.success || !desk) return null
  return { kind: 'deskCalls', callSid: read.data.CallSid, desk, contactId: read.data.conf }
}

/** F9. */
export function readRoomStep(form: CarrierForm): CarrierEventOf<'roomStep'> {
  const read = parse(RoomForm, form)
  return {
    kind: 'roomStep',
    roomSid: read.ConferenceSid,
    roomName: read.FriendlyName,
    sequence: read.SequenceNumber,
    step: read.StatusCallbackEvent,
    callSid: read.CallSid ?? null,
    label: read.ParticipantLabel ?? null,
    at: instant(read.Timestamp),
  }
}

/** F11. Null for a word that we do not know: how it stands is asked for anyhow. */
export function readRecording(form: CarrierForm): CarrierEventOf<'recordingStep'> | null {
  const read = parse(RecordingForm, form)
  const status = RecordingReport.safeParse(read.RecordingStatus.replaceAll('-', '_'))
  if (!status.success) return null
  return {
    kind: 'recordingStep',
    of: recordingKind(read.RecordingSource),
    callSid: read.CallSid,
    providerSid: read.RecordingSid,
    status: status.data,
    seconds: read.RecordingDuration,
  }
}

/** The carrier's word for what made it record: the verb is only in the document of a voice message. */
export const recordingKind = (source: string): RecordingKind =>
  source === 'RecordVerb' ? 'voice_message' : 'call'

/** F12. */
export function readVoiceMessage(form: CarrierForm): CarrierEventOf<'voiceMessage'> {
  const read = parse(VoiceMessageForm, form)
  return {
    kind: 'voiceMessage',
    callSid: read.CallSid,
    providerSid: read.RecordingSid,
    seconds: read.RecordingDuration,
    hasHungUp: read.Digits === 'hangup',
  }
}

/** F13. A word that we do not know is no failure: the caller goes where everybody in their place goes. */
export function readDialEnd(form: CarrierForm): CarrierEventOf<'dialEnded'> {
  const read = parse(DialForm, form)
  const isFailed = ['busy', 'no-answer', 'failed', 'canceled'].includes(read.DialCallStatus)
  const hasHungUp = read.CallStatus === 'completed'
  return { kind: 'dialEnded', callSid: read.CallSid, isFailed, hasHungUp }
}

/** F16 and F17. A place that was sent instead of words is words. */
export function readMessage(form: CarrierForm): CarrierEventOf<'messageArrived'> {
  const read = parse(MessageForm, form)
  return {
    kind: 'messageArrived',
    messageSid: read.MessageSid,
    channel: isOnWhatsApp(read.From) ? 'whatsapp' : 'sms',
    caller: readAddress(read.From),
    called: read.To,
    text: [read.Body, placeIn(read)].filter(Boolean).join('\n'),
    attachments: attachmentsIn(form, read.NumMedia),
    optsOut: read.OptOutType === 'STOP',
  }
}

function placeIn({ Latitude, Longitude, Address, Label }: z.output<typeof MessageForm>): string {
  if (!Latitude || !Longitude) return ''
  return [Label, Address, `${Latitude}, ${Longitude}`].filter(Boolean).join(', ')
}

/** More than the carrier lets anybody send beside one text. */
export const mostAttachments = 20

/** Of its address only the id at the end is taken: where it is fetched is ours to say. */
const attachmentsIn = (form: CarrierForm, count: number): ToldAttachment[] =>
  Array.from({ length: Math.min(count, mostAttachments) }, (_, at) => ({
    providerSid: /\/Media\/(ME[0-9a-fA-F]{32})$/.exec(form[`MediaUrl${at}`] ?? '')?.[1] ?? null,
    kind: kindNamed(form[`MediaContentType${at}`] ?? ''),
  }))

/** `image/jpeg` → image; or none of the three. */
const kindNamed = (contentType: string): AttachmentKind =>
  AttachmentKind.catch('other').parse(contentType.replace(/\/.*$/, ''))

/** F18. */
export function readMessageStatus(form: CarrierForm): CarrierEventOf<'messageStatus'> {
  const read = parse(MessageStatusForm, form)
  return {
    kind: 'messageStatus',
    messageSid: read.MessageSid,
    status: messageStatus(read.MessageStatus),
    errorCode: read.ErrorCode || null,
  }
}

/** The carrier's word for a call's progress: `in-progress`, and `answered` in conferences. */
export function callProgress(word: string): CallProgress {
  const known = CallProgress.safeParse(word === 'answered' ? 'in_progress' : word.replaceAll('-', '_'))
  if (known.success) return known.data
  throw new Refusal('bad_input', { field: 'CallStatus' })
}

const messageWords: Readonly<Record<string, MessageStatus>> = {
  scheduled: 'accepted',
  receiving: 'received',
  partially_delivered: 'sent',
  undelivered: 'failed',
  canceled: 'failed',
}

export function messageStatus(word: string): MessageStatus {
  const known = MessageStatus.safeParse(messageWords[word] ?? word)
  if (known.success) return known.data
  throw new Refusal('bad_input', { field: 'MessageStatus' })
}

function answeredBy(word: string): 'human' | 'machine' | null {
  if (word === 'human') return 'human'
  return word.startsWith('machine') || word === 'fax' ? 'machine' : null
}

function instant(rfc2822: string): Date | null {
  const at = new Date(rfc2822)
  return Number.isNaN(at.getTime()) ? null : at
}

function parse<T extends z.ZodType>(schema: T, form: CarrierForm): z.output<T> {
  const read = schema.safeParse(form)
  if (read.success) return read.data
  throw new Refusal('bad_input', { field: read.error.issues[0]?.path.join('.') ?? '' })
}
