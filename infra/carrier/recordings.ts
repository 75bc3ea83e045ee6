import { type RecordingSource, recordingStatus, type TellsOf } from './fixtures.recordings.ts'
import type { Journal } from './journal.ts'
import type { RecordingStatus } from './leg.ts'
import { newSid } from './sids.ts'
import { type Frame, frameMs, type Sound } from './sound/frames.ts'
import { openRecorder, type Recorder } from './sound/recorder.ts'
import type { Method, Webhooks } from './webhooks.ts'

/** The recording of one call, as long as nobody has deleted it. */
export type Recording = {
  accountSid: string
  sid: string
  callSid: string
  status: RecordingStatus
  channels: 1 | 2
  source: RecordingSource
  startedAt: Date
  updatedAt: Date
  /** Of what was recorded; none while it still is. */
  seconds: number | undefined
  callback: { url: string; method: Method; on: ReadonlySet<string> } | undefined
  recorder: Recorder
  sound: readonly (readonly Frame[])[]
}

export type Wish = Pick<Recording, 'callSid' | 'channels' | 'source' | 'callback'>

export type Recordings = {
  all(): Recording[]
  begin(wish: Wish): Recording
  pause(recording: Recording, how: 'silence' | 'skip'): void
  resume(recording: Recording): void
  /** What was recorded so far is all there will be. */
  stop(recording: Recording): void
  /** Nothing was said: there is no recording. */
  leave(recording: Recording): void
  remove(recording: Recording): void
  /** The same sound; whatever records the call hears it too. */
  tapped(callSid: string, sound: Sound): Sound
  callEnded(callSid: string): void
}

type Means = {
  accountSid: string
  now: () => Date
  journal: Pick<Journal, 'record'>
  webhooks: Pick<Webhooks, 'ask'>
}

export function openRecordings(means: Means): Recordings {
  const kept = new Map<string, Recording>()
  const running = (callSid: string) =>
    [...kept.values()].filter((one) => one.callSid === callSid && one.status !== 'completed')
  const step = (recording: Recording, status: Recording['status']) => {
    recording.status = status
    recording.updatedAt = means.now()
    note(means, recording)
  }
  const stop = (recording: Recording) => {
    const [said, heard] = recording.recorder.channels()
    recording.sound = recording.channels === 1 ? [said] : [said, heard]
    recording.seconds ??= Math.max(1, Math.round((said.length * frameMs) / 1000))
    step(recording, 'completed')
    tell(means, recording, 'completed')
  }
  const remove = (recording: Recording) => {
    kept.delete(recording.sid)
    const { callSid: sid, sid: recordingSid } = recording
    means.journal.record({ what: 'recording.status', sid, recording: recordingSid, status: 'deleted' })
  }
  return {
    all: () => [...kept.values()],
    begin(wish) {
      const recording = opened(means, wish)
      kept.set(recording.sid, recording)
      note(means, recording)
      tell(means, recording, 'in-progress')
      return recording
    },
    pause(recording, how) {
      recording.recorder.pause(how)
      step(recording, 'paused')
    },
    resume(recording) {
      recording.recorder.resume()
      step(recording, 'in-progress')
    },
    stop,
    leave(recording) {
      recording.status = 'completed'
      tell(means, recording, 'absent')
      remove(recording)
    },
    remove,
    tapped: (callSid, sound) => ({
      isSomebody: sound.isSomebody,
      says() {
        const frame = sound.says()
        if (frame) for (const { recorder } of running(callSid)) recorder.said(frame)
        return frame
      },
      hears(frame) {
        for (const { recorder } of running(callSid)) recorder.heard(frame)
        sound.hears(frame)
      },
    }),
    callEnded(callSid) {
      for (const recording of running(callSid)) stop(recording)
    },
  }
}

function opened({ accountSid, now }: Means, wish: Wish): Recording {
  const at = now()
  return {
    ...wish,
    ...{ accountSid, sid: newSid('RE'), status: 'in-progress', startedAt: at, updatedAt: at },
    ...{ seconds: undefined, recorder: openRecorder(() => performance.now()), sound: [] },
  }
}

function note({ journal }: Means, { callSid, sid, status }: Recording): void {
  journal.record({ what: 'recording.status', sid: callSid, recording: sid, status })
}

function tell({ webhooks }: Means, recording: Recording, status: TellsOf['status']): void {
  const { callback, callSid, seconds = 0 } = recording
  if (!callback?.on.has(status)) return
  const params = recordingStatus({ ...recording, status, seconds })
  void webhooks.ask({ sid: callSid, url: callback.url, method: callback.method, params })
}
