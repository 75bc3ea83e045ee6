import type { CarrierAccount } from './account.ts'
import type { Faults } from './faults.ts'
import type { Happening, Journal } from './journal.ts'
import type { CallStatus } from './leg.ts'
import type { MediaShelf } from './media.ts'
import type { Recordings } from './recordings.ts'
import type { Call, Register } from './register.ts'
import type { Sound } from './sound/frames.ts'
import type { Line } from './voice/line.ts'
import type { Queues } from './voice/queues.ts'
import type { Rooms } from './voice/rooms.ts'
import type { Method, Webhooks } from './webhooks.ts'

/** What the owner of the line has set at the network, for its number and for its application. Addresses may carry delivery rules in their fragment. */
export type NumberSettings = {
  voiceUrl: string
  voiceFallbackUrl: string
  statusCallback: string
  smsUrl: string
  /** Of the application that softphones call. */
  clientUrl: string
}

export type CallProgress = 'initiated' | 'ringing' | 'answered' | 'completed'

/** Who is told of a call's progress. */
export type Callback = { url: string; method: Method; on: ReadonlySet<string> }

export type RingOutcome = 'answered' | 'busy' | 'no-answer' | 'canceled'

/** A call in progress. What outlives it stands in `call`, which the register owns. */
export type Live = {
  call: Call
  line: Line
  callback: Callback | undefined
  fallbackUrl: string | undefined
  /** Numbers the callbacks of this call. */
  sequence: number
  /** Set while the phone at the far end rings. */
  pickUp: ((outcome: RingOutcome) => void) | undefined
  /** An answering machine picked up, not a person. */
  machine: boolean
  /** What is said and heard at the far end; a softphone's own, or what a telephone without a person can do. */
  sound: Sound | undefined
  /** Set where the call ends otherwise than by being hung up. */
  endsAs: CallStatus | undefined
  over: Promise<void>
  end: () => void
}

export type Network = {
  account: CarrierAccount
  /** From which calls may be placed. */
  numbers: readonly string[]
  number: NumberSettings
  /** Real milliseconds that pass for each second of the network. */
  secondMs: number
  now: () => Date
  journal: Journal
  register: Register
  live: Map<string, Live>
  queues: Queues
  rooms: Rooms
  recordings: Recordings
  media: MediaShelf
  webhooks: Webhooks
  faults: Faults
  /** The earliest instant the next outbound call may start, in `performance.now()`; Twilio starts one a second. */
  nextStart: number
}

export const heard = (sid: string, text: string): Happening => ({ what: 'call.heard', sid, text })
