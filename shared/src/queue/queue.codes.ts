import { z } from 'zod'

export const EntryState = z.enum(['waiting', 'held', 'ended'])
export type EntryState = z.infer<typeof EntryState>

export const OperatorStatus = z.enum(['available', 'in_contact', 'in_consult', 'break', 'off'])
export type OperatorStatus = z.infer<typeof OperatorStatus>

export const ReleaseReason = z.enum([
  'break_needed',
  'language',
  'conflict_of_interest',
  'end_of_shift',
  'technical',
])
export type ReleaseReason = z.infer<typeof ReleaseReason>

export const CallBackResult = z.enum(['reached', 'no_answer', 'busy', 'wrong_number', 'unsafe'])
export type CallBackResult = z.infer<typeof CallBackResult>

/** Who picked up in place of whoever was called: somebody else's number, a machine, or somebody who must not know. */
export const WrongPerson = z.enum(['wrong_number', 'machine', 'unsafe'])
export type WrongPerson = z.infer<typeof WrongPerson>

/** What came of an attempt: what somebody says who dialled by hand, or what the network told of a call placed here. */
export const AttemptResult = z.enum([...CallBackResult.options, 'machine', 'failed', 'canceled'])
export type AttemptResult = z.infer<typeof AttemptResult>

/** A call-back placed from a desk: the operator's sound comes up, then the number is dialled, rings, is picked up. */
export const CallBackCallState = z.enum(['joining', 'dialling', 'ringing', 'answered', 'ended'])
export type CallBackCallState = z.infer<typeof CallBackCallState>

/** How it ended; `no_sound`: the operator's own sound did not come up, and nothing was dialled. */
export const CallBackCallEnd = z.enum([
  'reached',
  'no_answer',
  'busy',
  'machine',
  'failed',
  'canceled',
  'no_sound',
])
export type CallBackCallEnd = z.infer<typeof CallBackCallEnd>

/** A call-back may be given up only with a stated reason. */
export const GiveUpReason = z.enum([
  'attempts_done',
  'came_back',
  'no_number',
  'unsafe_to_call',
  'prank_wave',
])
export type GiveUpReason = z.infer<typeof GiveUpReason>

/** One reason why an entry stands where it stands; the sentence is the screen's. */
export const Why = z.object({
  code: z.enum(['class', 'live_call', 'message', 'call_back', 'hint', 'dropped', 'open_case', 'waiting']),
  /** A class, danger words or a length in seconds, by code. */
  value: z.string().max(80).nullable(),
})
export type Why = z.infer<typeof Why>

/** A colleague who was asked about a call, said yes, and is heard in it. */
export const ConsultStage = z.enum(['asked', 'accepted', 'on_line'])
export type ConsultStage = z.infer<typeof ConsultStage>

/** A caller is owed to be told that their call is recorded before it is, or has been told. */
export const RecordingNotice = z.enum(['owed', 'told'])
export type RecordingNotice = z.infer<typeof RecordingNotice>

/** How a colleague's part in a call came to its end; the last four end it for them, whatever they do. */
export const ConsultEnd = z.enum([
  'declined',
  'left',
  'withdrawn',
  'caller_back',
  'busy',
  'no_answer',
  'gone',
  'caller_gone',
  'given_back',
  'closed',
  'reassigned',
])
export type ConsultEnd = z.infer<typeof ConsultEnd>
