import { z } from 'zod'
import { MessageStatus } from '../intake/intake.codes.ts'

/** How far a call has come, in the order of its life; the last five end it. */
export const CallProgress = z.enum([
  'queued',
  'initiated',
  'ringing',
  'in_progress',
  'completed',
  'busy',
  'no_answer',
  'canceled',
  'failed',
])
export type CallProgress = z.infer<typeof CallProgress>

/** What is asked of the telephone network: a text, a call to somebody, or to move or end a call there is. */
export const IntentKind = z.enum(['message', 'call', 'move', 'hang_up'])
export type IntentKind = z.infer<typeof IntentKind>

/** Whose intent it is: the chapter that is told what became of it. */
export const IntentPurpose = z.enum([
  'intake.reply',
  'intake.interview',
  'queue.connect',
  'queue.hold',
  'queue.endLine',
  'queue.callBack',
  'intake.hangUp',
  'oncall.page',
  'oncall.watchdog',
])
export type IntentPurpose = z.infer<typeof IntentPurpose>

/** How far something asked of the network has come; a move or an end is `completed`, or `canceled` if too late. */
export const CarrierStatus = z.union([MessageStatus, CallProgress])
export type CarrierStatus = z.infer<typeof CarrierStatus>

/** Everybody who can speak in the room of a call. `prompt` is the line's own voice. */
export const Voice = z.enum(['caller', 'operator', 'supervisor', 'guest', 'prompt'])
export type Voice = z.infer<typeof Voice>

/** How far the carrier says that it has come with a recording, in the order of its life; the last two end it. */
export const RecordingReport = z.enum(['in_progress', 'completed', 'absent'])
export type RecordingReport = z.infer<typeof RecordingReport>

/** What is said between a caller and whoever answers, or what a caller says after the tone because nobody could. */
export const RecordingKind = z.enum(['call', 'voice_message'])
export type RecordingKind = z.infer<typeof RecordingKind>

/** A supervisor only listens, speaks to the operator alone, or speaks to everybody. */
export const SupervisorMode = z.enum(['listen', 'whisper', 'barge'])
export type SupervisorMode = z.infer<typeof SupervisorMode>
