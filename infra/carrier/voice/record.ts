import { recorded } from '../fixtures.ts'
import type { Recording } from '../recordings.ts'
import { isKept } from '../reserve.ts'
import { frameMs } from '../sound/frames.ts'
import type { Verb } from '../twiml/read.ts'
import { callbackOf } from './calls.ts'
import { Interrupted, isCut } from './line.ts'
import { type Cue, methodOf, type Next, numberOf, type Scene } from './scene.ts'

const ANY_KEY = '1234567890*#'

/**
 * A voice message: what the caller hums or says until they fall silent, press a key, hang up or are taken elsewhere. As
 * at Twilio an empty one is none: the action address is not asked, and the document goes on.
 */
export async function record(scene: Scene, { verb, document }: Cue): Promise<Next> {
  const { net, live, line } = scene
  const { call } = live
  const url = verb.attributes.get('action') ?? document.url
  const tape = openTape(scene, verb)
  const told = (digits: string) => {
    const left = tape.close()
    return left && recorded(call, { sid: left.sid, seconds: left.seconds ?? 0, digits })
  }
  line.listen(true)
  try {
    const extra = told((await untilOver(scene, verb, tape)) ?? '')
    return extra ? { kind: 'fetch', url, method: methodOf(verb, 'method'), extra } : 'next'
  } catch (error) {
    if (isCut(error)) throw error
    const left = told('hangup')
    const hasHungUp = error instanceof Interrupted && error.by.kind === 'hang-up'
    if (left && hasHungUp && !isKept(url))
      void net.webhooks.ask({ sid: call.sid, url, params: { ...left, CallStatus: 'completed' } })
    throw error
  } finally {
    line.listen(false)
    tape.letGo()
  }
}

/** The key that ended it; none when it was the silence after the last word, or the length. */
async function untilOver({ line, net }: Scene, verb: Verb, tape: Tape): Promise<string | undefined> {
  const finish = verb.attributes.get('finishOnKey') ?? ANY_KEY
  const silence = numberOf(verb, 'timeout', 5)
  const longest = numberOf(verb, 'maxLength', 3600)
  for (;;) {
    const key = await line.key(frameMs / net.secondMs)
    if (key !== undefined && finish.includes(key)) return key
    tape.turn()
    if (tape.silentSeconds() >= silence || tape.seconds() >= longest) return undefined
  }
}

type Tape = {
  /** Takes what was said since the last turn. */
  turn(): void
  seconds(): number
  silentSeconds(): number
  /** Nothing more is recorded; undefined, and nothing is kept, when nobody spoke. */
  close(): Recording | undefined
  letGo(): void
}

/** Words that are shown as text are speech too, without a sound. */
function openTape({ net, live }: Scene, verb: Verb): Tape {
  const { sid } = live.call
  const recording = net.recordings.begin({ callSid: sid, ...wishOf(verb) })
  const from = performance.now()
  let taken = 0
  let spokenAt: number | undefined
  const since = (at: number) => (performance.now() - at) / net.secondMs
  const forget = net.journal.watch((entry) => {
    if (entry.what === 'call.said' && entry.sid === sid) spokenAt = performance.now()
  })
  const turn = () => {
    const due = Math.floor((performance.now() - from) / frameMs) + 1
    for (; taken < due; taken += 1) {
      const frame = live.sound?.says()
      if (!frame) continue
      recording.recorder.said(frame)
      spokenAt = performance.now()
    }
  }
  turn()
  return {
    turn,
    seconds: () => since(from),
    silentSeconds: () => since(spokenAt ?? from),
    close() {
      turn()
      if (spokenAt === undefined) {
        net.recordings.leave(recording)
        return undefined
      }
      recording.seconds = Math.max(1, Math.round(since(from)))
      net.recordings.stop(recording)
      return recording
    },
    letGo: forget,
  }
}

function wishOf(verb: Verb): Pick<Recording, 'channels' | 'source' | 'callback'> {
  const events = verb.attributes.get('recordingStatusCallbackEvent')?.split(/\s+/) ?? []
  const url = verb.attributes.get('recordingStatusCallback')
  const callback = callbackOf(url, methodOf(verb, 'recordingStatusCallbackMethod'), events)
  return { channels: 1, source: 'RecordVerb', callback }
}
