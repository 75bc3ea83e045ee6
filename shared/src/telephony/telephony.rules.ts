import type { MessageStatus } from '../intake/intake.codes.ts'
import type { CallProgress, RecordingReport } from './telephony.codes.ts'

/**
 * Status reports come in any order and more than once. `failed` ranks under `delivered`: proof that a text
 * arrived outweighs a report that it did not, whichever of the two is heard first.
 */
const messageRank: Record<MessageStatus, number> = {
  received: 0,
  accepted: 1,
  queued: 2,
  sending: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
}

const callRank: Record<CallProgress, number> = {
  queued: 0,
  initiated: 1,
  ringing: 2,
  in_progress: 3,
  completed: 4,
  busy: 4,
  no_answer: 4,
  canceled: 4,
  failed: 4,
}

const recordingRank: Record<RecordingReport, number> = { in_progress: 0, completed: 1, absent: 1 }

/** The status after a report: the further one. */
export const furtherMessage = (known: MessageStatus, heard: MessageStatus): MessageStatus =>
  messageRank[heard] > messageRank[known] ? heard : known

/** The first end of a call stays its end. */
export const furtherCall = (known: CallProgress, heard: CallProgress): CallProgress =>
  callRank[heard] > callRank[known] ? heard : known

/** The first end of a recording stays its end. */
export const furtherRecording = (known: RecordingReport | null, heard: RecordingReport): RecordingReport =>
  known !== null && recordingRank[heard] <= recordingRank[known] ? known : heard

/** The carrier has told of its end: nothing more is recorded. */
export const isRecordingOver = (reported: RecordingReport | null): boolean =>
  reported !== null && recordingRank[reported] === recordingRank.completed

export const isCallOver = (status: CallProgress): boolean => callRank[status] === callRank.completed

/** Nothing more is expected to be heard of the text; `read` may still follow `delivered` and is not waited for. */
export const isMessageSettled = (status: MessageStatus): boolean => messageRank[status] >= messageRank.failed
