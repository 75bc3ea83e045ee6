import { store } from './store.ts'

/** Urgency by the number of pulses, as medical alarms do it: high 3 + 2 twice, medium 3, low 1. `ring` is work, not an alarm. */
export type Sound = 'high' | 'medium' | 'low' | 'ring' | 'tick'

/** `locked`: the browser waits for a first press. `elsewhere`: another page of this browser does the sounding. */
export type SoundState = 'locked' | 'on' | 'elsewhere'

type Pulse = { at: number; hertz: number; seconds: number }

const high = [0, 0.15, 0.3, 0.6, 0.75]
const patterns: Record<Sound, Pulse[]> = {
  high: [...high, ...high.map((at) => at + 1.2)].map((at) => ({ at, hertz: 740, seconds: 0.1 })),
  medium: [0, 0.25, 0.5].map((at) => ({ at, hertz: 520, seconds: 0.16 })),
  low: [{ at: 0, hertz: 390, seconds: 0.2 }],
  ring: [0, 0.22].map((at) => ({ at, hertz: 330, seconds: 0.18 })),
  tick: [{ at: 0, hertz: 880, seconds: 0.03 }],
}
/** A pure tone hides in a room's noise; harmonics let the ear find it. */
const harmonics = [1, 0.5, 0.25]
const volume: Record<Sound, number> = { high: 0.32, medium: 0.24, low: 0.16, ring: 0.14, tick: 0.06 }

export const sound = store<SoundState>('locked')
let context: AudioContext | undefined
let isOurs = false

const judge = (): void => sound.set(!isOurs ? 'elsewhere' : context?.state === 'running' ? 'on' : 'locked')

/**
 * Takes the one place in this browser from which sound comes, or waits for it: two pages never sound at once. The lock
 * passes on by itself when the page that holds it is closed.
 */
export function startSound(): void {
  if (!('locks' in navigator)) {
    isOurs = true
    judge()
    return
  }
  sound.set('elsewhere')
  void navigator.locks.request('veghe.sound', () => {
    isOurs = true
    judge()
    return new Promise(() => {})
  })
}

/** Must run inside a press: browsers allow sound only then. */
export async function unlockSound(): Promise<void> {
  context ??= new AudioContext()
  context.onstatechange = judge
  await context.resume()
  judge()
}

let mutedUntil = 0
/** Stops the sound on this desk only; the light stays and the alarm goes on. */
export const silenceFor = (ms: number): void => {
  mutedUntil = Date.now() + ms
}
export const silencedMs = (): number => Math.max(0, mutedUntil - Date.now())

/** `urgent` sounds through a silence: an SOS cannot be muted, only acknowledged. */
export function play(which: Sound, urgent = false): void {
  if (!context || sound.get() !== 'on') return
  if (silencedMs() > 0 && !urgent) return
  const from = context.currentTime + 0.02
  for (const pulse of patterns[which]) sing(context, pulse, { from, loud: volume[which] })
}

function sing(
  on: AudioContext,
  { at, hertz, seconds }: Pulse,
  { from, loud }: { from: number; loud: number },
) {
  harmonics.forEach((share, i) => {
    const tone = on.createOscillator()
    const gain = on.createGain()
    const start = from + at
    tone.frequency.value = hertz * (i + 1)
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loud * share, start + 0.01)
    gain.gain.setValueAtTime(loud * share, start + seconds - 0.01)
    gain.gain.linearRampToValueAtTime(0, start + seconds)
    tone.connect(gain).connect(on.destination)
    tone.start(start)
    tone.stop(start + seconds + 0.02)
  })
}
