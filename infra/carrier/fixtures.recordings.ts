import { rfc2822 } from './fixtures.ts'
import type { Params } from './signature.ts'

/** A recording as the product is told of it. */
export type TellsOf = {
  accountSid: string
  sid: string
  callSid: string
  status: 'in-progress' | 'completed' | 'absent'
  startedAt: Date
  seconds: number
  source?: RecordingSource
  channels?: number
}

/** Asked for beside a call, or left by a caller after the tone. */
export type RecordingSource = 'StartCallRecordingAPI' | 'RecordVerb'

/** F11: how far the recording of a call has come. */
export function recordingStatus(recording: TellsOf): Params {
  const { accountSid, sid, callSid, status, startedAt, seconds } = recording
  const { source = 'StartCallRecordingAPI', channels = 2 } = recording
  return {
    AccountSid: accountSid,
    CallSid: callSid,
    RecordingSid: sid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    RecordingStatus: status,
    RecordingDuration: status === 'completed' ? String(seconds) : '-1',
    RecordingChannels: String(channels),
    RecordingStartTime: rfc2822(startedAt),
    RecordingSource: source,
    RecordingTrack: 'both',
    ErrorCode: '0',
  }
}
