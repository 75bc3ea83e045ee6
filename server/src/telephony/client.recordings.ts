import type { Readable } from 'node:stream'
import { minutes } from '@veghe/shared/kernel/time.ts'
import type { RecordingKind } from '@veghe/shared/telephony/telephony.codes.ts'
import { flowing, home, type Means, silentForMs, unlessGone } from './client.fetching.ts'
import { recordingKind } from './events.read.ts'

/** A recording as the carrier lists it. `broken`: it could not record, and there is nothing to fetch. */
export type ListedRecording = {
  sid: string
  kind: RecordingKind
  /** Null as long as it runs. */
  seconds: number | null
  state: 'running' | 'paused' | 'processing' | 'completed' | 'broken'
}

/** What is asked of the carrier about what is said in a call. */
export type CarrierRecordings = {
  /** The caller on one channel, what they hear on the other. */
  startRecording: (call: { sid: string; statusUrl: string }) => Promise<ListedRecording>
  /** Oldest first. One that has just begun may not be listed yet. */
  recordingsOf: (callSid: string) => Promise<ListedRecording[]>
  /** Null when it is gone. */
  recording: (of: { callSid: string; sid: string }) => Promise<ListedRecording | null>
  /** The time that is not recorded is kept, so that both channels stay in step with the call. */
  pauseRecording: (recording: { callSid: string; sid: string; isPaused: boolean }) => Promise<void>
  /**
   * A WAV, as it comes in: the caller's channel first, then what they heard, if that was recorded. Throws when nothing
   * comes any more.
   */
  recordedSound: (recording: Pick<ListedRecording, 'sid' | 'kind'>) => Promise<AsyncIterable<Uint8Array>>
  /** Gone already is gone. */
  removeRecording: (sid: string) => Promise<void>
}

const soundWithinMs = minutes(10)

export function openRecordings({ client, http, account }: Means): CarrierRecordings {
  return {
    startRecording: async ({ sid, statusUrl }) =>
      read(
        await client.calls(sid).recordings.create({
          ...{ recordingChannels: 'dual', recordingTrack: 'both', recordingStatusCallback: statusUrl },
          recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
        }),
      ),
    recordingsOf: async (callSid) =>
      (await client.calls(callSid).recordings.list({ limit: 20 })).map(read).reverse(),
    recording: ({ callSid, sid }) => unlessGone(client.calls(callSid).recordings(sid).fetch().then(read)),
    pauseRecording: async ({ callSid, sid, isPaused }) => {
      const wish = isPaused
        ? ({ status: 'paused', pauseBehavior: 'silence' } as const)
        : ({ status: 'in-progress' } as const)
      await client.calls(callSid).recordings(sid).update(wish)
    },
    recordedSound: async ({ sid, kind }) => {
      const { data } = await http.axios.get<Readable>(
        `${home}/Accounts/${account.accountSid}/Recordings/${sid}.wav?RequestedChannels=${kind === 'call' ? 2 : 1}`,
        {
          auth: { username: account.apiKey, password: account.apiSecret },
          ...{ responseType: 'stream', timeout: silentForMs },
          signal: AbortSignal.timeout(soundWithinMs),
        },
      )
      return flowing(data)
    },
    removeRecording: async (sid) => {
      await unlessGone(client.recordings(sid).remove())
    },
  }
}

const states: Readonly<Record<string, ListedRecording['state']>> = {
  'in-progress': 'running',
  paused: 'paused',
  completed: 'completed',
  absent: 'broken',
}

type Told = { sid: string; status: string; source: string; duration: string | null }

const read = ({ sid, status, source, duration }: Told): ListedRecording => ({
  sid,
  kind: recordingKind(source),
  state: states[status] ?? 'processing',
  seconds: duration === null ? null : Math.max(0, Number(duration)),
})
