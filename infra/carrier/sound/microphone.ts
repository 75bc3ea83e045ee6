import { type Frame, samplesPerFrame } from './frames.ts'
import { decode } from './mulaw.ts'

/** A tenth of a second: what comes later than that belongs to a conversation that has gone on. */
const mostWaiting = 5

/** Packets come as they please; frames are taken out one every twenty milliseconds. */
export function openMicrophone(): { takes(payload: Uint8Array): void; says(): Frame | undefined } {
  let waiting: Frame[] = []
  return {
    takes(payload) {
      for (let from = 0; from + samplesPerFrame <= payload.length; from += samplesPerFrame)
        waiting.push(decode(payload.subarray(from, from + samplesPerFrame)))
      waiting = waiting.slice(-mostWaiting)
    },
    says: () => waiting.shift(),
  }
}
