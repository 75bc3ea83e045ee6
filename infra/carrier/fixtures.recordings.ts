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
}

/** F11: how far the recording of a call has come. */
export function recordingStatus(recording: TellsOf): Params {
  const { accountSid, sid, callSid, status, startedAt, seconds } = recording
  return {
    AccountSid: accountSid,
    CallSid: callSid,
    RecordingSid: sid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    RecordingStatus: status,
    RecordingDuration: status === 'completed' ? String(seconds) : '-1',
    RecordingChannels: '2',
    RecordingStartTime: rfc2822(startedAt),
    RecordingSource: 'StartCallRecordingAPI',
    RecordingTrack: 'both',
    ErrorCode: '0',
  }
}
