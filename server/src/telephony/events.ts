import type { MessageStatus, TextChannel } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallProgress, RecordingKind, RecordingReport } from '@veghe/shared/telephony/telephony.codes.ts'
import type { CallerAddress } from './address.ts'
import type { ToldAttachment } from './attachments.ts'
import type { Desk } from './desk.ts'

/** Why a waiting call left its queue: by itself, because we moved it, or because the carrier has no place for it. */
export type LeftResult = 'hung_up' | 'moved' | 'left' | 'not_parked'

/** What the telephone network says happened, in our words. `callSid` and `messageSid` are the carrier's own ids. */
export type CarrierEvent =
  | {
      kind: 'callArrived'
      callSid: string
      caller: CallerAddress
      called: string
      /** What the trunk says of where the call entered the network; null unless the trunk is ours. */
      region: string | null
    }
  | {
      kind: 'callStatus'
      callSid: string
      direction: 'in' | 'out'
      status: CallProgress
      /** The carrier's count of reports about this call, from 0. */
      sequence: number | null
      at: Date | null
      /** How long an answered call lasted, once it is over. */
      seconds: number | null
      caller: CallerAddress
      called: string
      answeredBy: 'human' | 'machine' | null
    }
  | { kind: 'callWaits'; callSid: string; queueSid: string; waitedSeconds: number }
  | { kind: 'callLeft'; callSid: string; result: LeftResult }
  /** `keys` is null when nothing was asked yet, and empty when nothing was pressed. */
  | { kind: 'keyPressed'; callSid: string; keys: string | null }
  | {
      kind: 'roomStep'
      roomSid: string
      /** The name we gave the conference: the contact's id. */
      roomName: string
      sequence: number
      step: string
      callSid: string | null
      label: string | null
      at: Date | null
    }
  /** How far the recording of a call has come, or of a voice message: that comes to its end only. */
  | {
      kind: 'recordingStep'
      of: RecordingKind
      callSid: string
      providerSid: string
      status: RecordingReport
      seconds: number
    }
  /** A caller spoke after the tone, or did not: then there are 0 seconds. */
  | {
      kind: 'voiceMessage'
      callSid: string
      providerSid: string
      seconds: number
      hasHungUp: boolean
    }
  /** The caller was let into a conference and is out of it again, or it could not be had. */
  | { kind: 'dialEnded'; callSid: string; isFailed: boolean; hasHungUp: boolean }
  /** A desk asks to come into the call of a contact. */
  | { kind: 'deskCalls'; callSid: string; desk: Desk; contactId: ContactId }
  | {
      kind: 'messageArrived'
      messageSid: string
      channel: TextChannel
      caller: CallerAddress
      called: string
      text: string
      attachments: readonly ToldAttachment[]
      /** The carrier itself took it for a wish to get no more texts. */
      optsOut: boolean
    }
  | { kind: 'messageStatus'; messageSid: string; status: MessageStatus; errorCode: string | null }

export type CarrierEventOf<K extends CarrierEvent['kind']> = Extract<CarrierEvent, { kind: K }>

/** The key under which a repeated report is recognised. */
export const callStatusKey = (event: CarrierEventOf<'callStatus'>): string =>
  `${event.callSid}|${event.status}|${event.sequence ?? ''}`
