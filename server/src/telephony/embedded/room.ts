import { type Hearing, hearing, type RoomState } from '@veghe/shared/telephony/hearing.rules.ts'
import { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import type { RtpPacket } from 'werift'
import type { Leg } from './leg.ts'
import { type Prompt, type Speaker, speak } from './prompts.ts'

/** Where a call is heard: legs come and go, and what each hears follows from the state alone. */
export type Room = {
  /** The line that was asked for last is the one that counts, whichever is ready first; the other is closed. */
  enters: (voice: Voice, leg: Leg) => void
  leaves: (voice: Voice) => void
  /** Whoever was beside the operator takes their place, on the same line; without anybody there nothing happens. */
  becomesOperator: () => void
  has: (voice: Voice) => boolean
  isUp: (voice: Voice) => boolean
  /** When this voice was last heard, on this process's clock; null while it never was. */
  heardAt: (voice: Voice) => number | null
  /** The caller has heard the greeting to its end. */
  isGreeted: () => boolean
  state: () => RoomState
  set: (change: Partial<RoomState>) => void
  close: () => void
}

/**
 * `overhears` is told each packet of the conversation with the caller: what they say to somebody, and what they hear
 * of somebody. What desks say to one another is said to no caller, and nobody's to keep. `greeting` is heard first.
 */
export function openRoom(
  overhears: (voice: Voice, packet: RtpPacket) => void = () => {},
  greeting: Prompt = 'greeting',
): Room {
  const legs = new Map<Voice, Leg>()
  const heard = new Map<Voice, number>()
  let state: RoomState = { stage: 'parked', isHeld: false, supervisor: null }
  let heardBy: Hearing = hearing(state)
  /** With nobody there to talk to, a caller waits, whatever was agreed before: the line is never dead. */
  const weigh = (): void => {
    const isAlone = !legs.has('operator') && !legs.has('guest')
    heardBy = hearing(isAlone ? { ...state, stage: 'parked' } : state)
    speakIfAlone()
  }
  let speaker: Speaker | undefined
  let greeter: Speaker | undefined
  let isCutOff = false

  const say = (voice: Voice, packet: RtpPacket): void => {
    let isWithCaller = false
    for (const listener of Voice.options) {
      const leg = heardBy[listener].has(voice) ? legs.get(listener) : null
      leg?.hears(voice, packet)
      isWithCaller ||= Boolean(leg) && (voice === 'caller' || listener === 'caller')
    }
    if (isWithCaller && voice !== 'prompt') overhears(voice, packet)
  }
  const speakIfAlone = (): void => {
    const isAlone = heardBy.caller.has('prompt') && legs.has('caller')
    if (isAlone && !speaker) {
      speaker = speak(greeter ? 'stay' : greeting, {
        send: (packet) => say('prompt', packet),
        isHeard: () => legs.get('caller')?.isUp() ?? false,
      })
      greeter ??= speaker
    }
    if (isAlone || !speaker) return
    speaker.stop()
    speaker = undefined
  }
  const leaves = (voice: Voice): void => {
    const leg = legs.get(voice)
    legs.delete(voice)
    heard.delete(voice)
    leg?.close().catch(() => {})
    weigh()
  }
  const enters = (voice: Voice, leg: Leg): void => {
    const before = legs.get(voice)
    if (before && before.turn > leg.turn) return void leg.close().catch(() => {})
    // Of what is said while a line is replaced nobody knows what was heard.
    if (before && voice === 'caller' && !greeter?.hasSaid()) isCutOff = true
    legs.set(voice, leg)
    heard.delete(voice)
    before?.close().catch(() => {})
    leg.speaks((packet) => {
      if (legs.get(voice) !== leg) return
      heard.set(voice, performance.now())
      say(voice, packet)
    })
    void leg.gone.then(() => {
      if (legs.get(voice) !== leg) return
      leaves(voice)
    })
    weigh()
  }
  return {
    enters,
    leaves,
    becomesOperator: () => {
      const leg = legs.get('guest')
      if (!leg) return
      // Whoever had the place asked for their line earlier or later: it is not theirs any more.
      leaves('operator')
      legs.delete('guest')
      enters('operator', leg)
    },
    has: (voice) => legs.has(voice),
    isUp: (voice) => legs.get(voice)?.isUp() ?? false,
    heardAt: (voice) => heard.get(voice) ?? null,
    isGreeted: () => !isCutOff && (greeter?.hasSaid() ?? false),
    state: () => state,
    set: (change) => {
      state = { ...state, ...change }
      weigh()
    },
    close: () => {
      for (const voice of [...legs.keys()]) leaves(voice)
      speaker?.stop()
    },
  }
}
