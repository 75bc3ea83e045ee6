import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import { openPages, type Pages, packetMs, samplesPerPacket, silence } from './ogg.ts'

/** A packet of somebody's voice: RTP's source, its time in samples of 48 kHz, and the Opus in it. */
export type Sound = { source: number; timestamp: number; payload: Buffer }

/** Pages of one voice that are not kept yet. */
export type Part = { voice: Voice; turn: number; ogg: Buffer }

/**
 * Writes each voice of a call on a track of its own. All tracks begin with the recording and run by its clock, so that
 * played together they are the conversation; where a voice was silent, or paused, there is silence.
 */
export type Recorder = {
  hears: (voice: Voice, sound: Sound) => void
  pause: (isPaused: boolean) => void
  /** What came since the last time; empty when nothing did. */
  take: () => Part[]
}

type Track = { pages: Pages; turn: number; source: number; base: { timestamp: number; slot: number } }

/** Farther from the clock than this is no late packet but another clock: a page may write any time into its packets. */
const farOff = 100

/** `elapsedMs` is the time since the recording began. */
export function openRecorder(elapsedMs: () => number): Recorder {
  const tracks = new Map<Voice, Track>()
  let isPaused = false

  const trackOf = (voice: Voice, { source, timestamp }: Sound, now: number): Track => {
    const base = { timestamp, slot: now }
    const track = tracks.get(voice) ?? { pages: openPages(tracks.size + 1), turn: 0, source, base }
    tracks.set(voice, track)
    if (track.source !== source || Math.abs(slotOf(track, timestamp) - now) > farOff)
      Object.assign(track, { source, base })
    return track
  }
  return {
    hears: (voice, sound) => {
      if (isPaused) return
      const now = Math.floor(elapsedMs() / packetMs)
      const track = trackOf(voice, sound, now)
      const slot = slotOf(track, sound.timestamp)
      // Late, or twice: its place is taken.
      if (slot < track.pages.count()) return
      while (track.pages.count() < slot) track.pages.add(silence)
      track.pages.add(sound.payload)
    },
    pause: (paused) => {
      isPaused = paused
    },
    take: () =>
      [...tracks].flatMap(([voice, track]) => {
        const ogg = track.pages.take()
        return ogg.length > 0 ? [{ voice, turn: track.turn++, ogg }] : []
      }),
  }
}

/** Which of the recording's 20 ms it belongs to. The clock of RTP starts anywhere and wraps around at 32 bits. */
function slotOf({ base }: Track, timestamp: number): number {
  const samples = (timestamp - base.timestamp) | 0
  return base.slot + Math.round(samples / samplesPerPacket)
}
