/** Sound as telephones carry it: 8,000 samples a second, twenty milliseconds at a time. */
export type Frame = Int16Array

export const samplesPerSecond = 8_000
export const frameMs = 20
export const samplesPerFrame = 160

/** One end of a call: what it says, if anything, and what it is given to hear, a frame at a time. */
export type Sound = {
  says(): Frame | undefined
  hears(frame: Frame): void
  /** Somebody listens there, so that it is worth while to let all others speak. */
  isSomebody: boolean
}

export function mixed(voices: readonly Frame[]): Frame {
  const [only] = voices
  if (only && voices.length === 1) return only
  const sum = new Int16Array(samplesPerFrame)
  for (let at = 0; at < samplesPerFrame; at += 1) {
    const whole = voices.reduce((so, voice) => so + (voice[at] ?? 0), 0)
    sum[at] = Math.max(-32_768, Math.min(32_767, whole))
  }
  return sum
}
