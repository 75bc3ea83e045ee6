import { z } from 'zod'
import { Channel } from '../intake/intake.codes.ts'
import { command, push, query } from '../kernel/contract.ts'
import { CallBackId, ContactId, StaffId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { SupervisorMode } from '../telephony/telephony.codes.ts'
import { QueueClass } from '../triage/triage.codes.ts'
import {
  AttemptResult,
  CallBackCallEnd,
  CallBackCallState,
  CallBackResult,
  ConsultStage,
  EntryState,
  GiveUpReason,
  OperatorStatus,
  ReleaseReason,
  Why,
  WrongPerson,
} from './queue.codes.ts'
import { PassReason, SafeTimes } from './safe-contact.codes.ts'

/** A colleague whom the holder of a call has asked. */
export const Consult = z.object({
  colleague: z.object({ staffId: StaffId, name: z.string() }),
  stage: ConsultStage,
})
export type Consult = z.infer<typeof Consult>

/** What a row of the queue shows. `score` is the virtual arrival time: the lowest is served first. */
export const QueueEntry = z.object({
  id: ContactId,
  version: z.int(),
  state: EntryState,
  queueClass: QueueClass,
  channel: Channel,
  live: z.boolean(),
  callerDigits: z.string().nullable(),
  /** The first words of a text, for those who may open it anyway. */
  opening: z.string().nullable(),
  place: z.string().nullable(),
  receivedAt: Instant,
  answeredAt: Instant.nullable(),
  score: z.number(),
  why: z.array(Why),
  hint: z.object({ raiseTo: z.enum(['P0', 'P1', 'P2']), category: z.string(), words: z.string() }).nullable(),
  holder: z.object({ staffId: StaffId, name: z.string() }).nullable(),
  consult: Consult.nullable(),
  /** What became of an entry that ended: abandoned, disposed, finished. */
  ending: z.enum(['abandoned', 'disposed', 'finished', 'joined']).nullable(),
  changedAt: Instant,
})
export type QueueEntry = z.infer<typeof QueueEntry>

export const OperatorEntry = z.object({
  id: StaffId,
  version: z.int(),
  name: z.string(),
  status: OperatorStatus,
  since: Instant,
  contactId: ContactId.nullable(),
  changedAt: Instant,
})
export type OperatorEntry = z.infer<typeof OperatorEntry>

export const CallBack = z.object({
  id: CallBackId,
  version: z.int(),
  contactId: ContactId,
  state: z.enum(['open', 'recovered', 'closed']),
  cause: z.enum(['abandoned', 'silent', 'dropped', 'asked_for']),
  /** What they said after the tone, and for how long. */
  voiceMessage: z.object({ id: z.uuid(), seconds: z.int() }).nullable(),
  callerDigits: z.string().nullable(),
  hasNumber: z.boolean(),
  /** Nobody has said yet that it is safe to call: the system does not dial by itself. */
  safe: z.enum(['unknown', 'safe', 'unsafe']),
  /** What their safe-contact card says without words; null without one, and once nobody need call any more. */
  safeContact: SafeTimes.nullable(),
  dueAt: Instant,
  attempts: z.array(z.object({ at: Instant, result: AttemptResult, by: z.string() })),
  /** The newest call placed from a desk; `result` is null as long as nobody knows who picked up. */
  call: z
    .object({
      state: CallBackCallState,
      result: CallBackCallEnd.nullable(),
      by: z.object({ staffId: StaffId, name: z.string() }),
      startedAt: Instant,
    })
    .nullable(),
  queueClass: QueueClass,
  closedReason: GiveUpReason.nullable(),
  /** Set when it fell due and nobody had called. */
  remindedAt: Instant.nullable(),
  changedAt: Instant,
})
export type CallBack = z.infer<typeof CallBack>

/** When, by which way and with which word it is safe to reach a person, and who must not know. */
export const SafeContact = z.object({
  ...SafeTimes.shape,
  version: z.int(),
  /** What to say to whoever picks up. */
  word: z.string(),
  keepFrom: z.string(),
  /** How else: through whom, where. */
  otherWay: z.string(),
  setAt: Instant,
  setBy: z.string(),
})
export type SafeContact = z.infer<typeof SafeContact>

const writtenWord = z.string().trim().max(300)
const SetSafeContact = z
  .object({
    ...SafeTimes.shape,
    contactId: ContactId,
    /** Of the card that was seen; 0 where there was none. */
    version: z.int().min(0),
    word: writtenWord,
    keepFrom: writtenWord,
    otherWay: writtenWord,
  })
  .refine(({ hours, windows }) => (hours === 'windows') === windows.length > 0, { path: ['windows'] })

const Held = z.object({ contactId: ContactId, version: z.int() })

/** What a browser shows the carrier to come into a call, and where the carrier is. */
const Line = z.object({ token: z.string(), gateway: z.url().nullable() })

export const queueApi = {
  'queue.board': query({ input: z.object({}), reply: z.array(QueueEntry) }),
  /** The operator is served the best entry that fits; nobody picks. */
  'queue.next': command({ input: z.object({}), reply: Held }),
  /** Gives a contact back to the queue, at its old place, with a reason. */
  'queue.release': command({
    input: z.object({ contactId: ContactId, reason: ReleaseReason }),
    reply: Held,
  }),
  'queue.reassign': command({
    input: z.object({ contactId: ContactId, version: z.int(), to: StaffId }),
    reply: Held,
  }),
  /**
   * The operator's own sound: an offer of their browser, answered. Again after a reload, at once. The same for a
   * colleague who was asked and said yes.
   */
  'queue.joinCall': command({
    input: z.object({ contactId: ContactId, offer: z.string().min(50).max(20_000) }),
    // A caller who was put aside still is when the operator's line comes back.
    reply: z.object({ answer: z.string(), isHeld: z.boolean() }),
  }),
  /** The same for a call by telephone: what the operator's browser shows the carrier, good for an hour. */
  'queue.lineToken': query({
    input: z.object({ contactId: ContactId }),
    reply: Line.extend({ isHeld: z.boolean() }),
  }),
  /** Puts the caller aside for a moment, where they hear the line itself, or takes them back. */
  'queue.holdCall': command({
    input: z.object({ contactId: ContactId, isHeld: z.boolean() }),
    reply: z.object({ isHeld: z.boolean() }),
  }),
  /** What is said now is not kept, or kept again. */
  'queue.pauseRecording': command({
    input: z.object({ contactId: ContactId, isPaused: z.boolean() }),
    reply: z.object({ isPaused: z.boolean() }),
  }),
  /** Whoever holds the call has told the caller, who was answered too soon to hear it, that the call is recorded. */
  'queue.tellOfRecording': command({
    input: z.object({ contactId: ContactId }),
    reply: z.object({ contactId: ContactId }),
  }),
  /**
   * Comes into a call that somebody else holds, or changes how. Into one from a browser the first time with an offer of
   * one's own browser, and again after a reload, without one while the line stands; for a call by telephone one's
   * browser shows the carrier what is given here, good for an hour.
   */
  'queue.superviseCall': command({
    input: z.object({
      contactId: ContactId,
      mode: SupervisorMode,
      offer: z.string().min(50).max(20_000).optional(),
    }),
    reply: z.object({ answer: z.string().nullable(), line: Line.nullable() }),
  }),
  'queue.leaveCall': command({
    input: z.object({ contactId: ContactId }),
    reply: z.object({ contactId: ContactId }),
  }),
  /** Asks a colleague who is free about a live call; until they answer nothing changes for the caller. */
  'queue.consult': command({
    input: z.object({ contactId: ContactId, colleague: StaffId }),
    reply: Held,
  }),
  /** The colleague comes in: the caller is put aside and hears the line, while the two speak. */
  'queue.acceptConsult': command({ input: z.object({ contactId: ContactId }), reply: Held }),
  /** The colleague says no, or goes; the holder keeps the call as it is. */
  'queue.leaveConsult': command({
    input: z.object({ contactId: ContactId }),
    reply: z.object({ contactId: ContactId }),
  }),
  /** The holder takes the question back, or the caller: the colleague is out, and the caller hears the holder. */
  'queue.endConsult': command({ input: z.object({ contactId: ContactId }), reply: Held }),
  /** To the colleague who is on the line: theirs from this commit on, and the caller hears them. */
  'queue.handOver': command({ input: z.object({ contactId: ContactId }), reply: Held }),
  'queue.operators': query({ input: z.object({}), reply: z.array(OperatorEntry) }),
  'queue.setStatus': command({
    input: z.object({ status: z.enum(['available', 'break', 'off']) }),
    reply: OperatorEntry,
  }),
  'queue.callBacks': query({ input: z.object({}), reply: z.array(CallBack) }),
  'queue.attemptCallBack': command({
    input: z.object({
      callBackId: CallBackId,
      version: z.int(),
      result: CallBackResult,
      /** Why somebody called although the card says not now. */
      past: PassReason.optional(),
    }),
    reply: CallBack,
  }),
  /** It was not whom one called: the line is ended, and the caller is owed a call as before, or has written. */
  'queue.wrongPerson': command({
    input: z.object({ contactId: ContactId, who: WrongPerson }),
    reply: CallBack,
  }),
  /** Ends a call-back placed from one's own desk: not dialled yet, still ringing, or picked up a moment ago. */
  'queue.stopCallBack': command({ input: z.object({ callBackId: CallBackId }), reply: CallBack }),
  'queue.markCallBackSafe': command({
    input: z.object({ callBackId: CallBackId, version: z.int(), safe: z.enum(['safe', 'unsafe']) }),
    reply: CallBack,
  }),
  'queue.closeCallBack': command({
    input: z.object({ callBackId: CallBackId, version: z.int(), reason: GiveUpReason }),
    reply: CallBack,
  }),
  /** The card of whoever stands behind the contact: by number for every later contact, else for this one. */
  'queue.safeContact': query({ input: z.object({ contactId: ContactId }), reply: SafeContact.nullable() }),
  'queue.setSafeContact': command({ input: SetSafeContact, reply: SafeContact }),
}

export const queuePushes = {
  'queue.changed': push({ heardBy: 'queue.board', body: QueueEntry }),
  'operator.changed': push({ heardBy: 'queue.operators', body: OperatorEntry }),
  'callBack.changed': push({ heardBy: 'queue.callBacks', body: CallBack }),
}
