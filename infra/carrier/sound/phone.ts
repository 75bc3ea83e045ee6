import { type Frame, type Sound, samplesPerFrame, samplesPerSecond } from './frames.ts'

/** Whoever has taken a telephone to their ear. */
export type Ear = Pick<Sound, 'says' | 'hears'> & { close(): void }

/** A telephone: without a person it hums one note if it is told to; with one or without, it knows which note it hears. */
export type PhoneSound = Sound & {
  /** In hertz. Without one it is silent again. */
  hum(hertz: number | undefined): void
  /** The loudest note heard just now, in hertz; none in silence. */
  note(): number | undefined
  /** A person has it at their ear from now on, and whoever had it is cut off; without one it hums again. */
  handTo(ear: Ear | undefined): void
}

/** Neither a desk nor a trunk, which bring sound of their own. */
export const isPhone = (sound: Sound | undefined): sound is PhoneSound =>
  sound !== undefined && 'hum' in sound

const loudness = 8_000
/** A quarter of a second: notes four hertz apart are told apart. */
const remembered = 2_048
const forgottenAfterMs = 300

export function openPhoneSound(): PhoneSound {
  let person: Ear | undefined
  let hertz: number | undefined
  let spoken = 0
  let heard: number[] = []
  let heardAt = 0
  return {
    get isSomebody() {
      return person !== undefined
    },
    handTo(ear) {
      person?.close()
      person = ear
    },
    hum: (note) => {
      hertz = note
    },
    says() {
      if (person) return person.says()
      if (hertz === undefined) return undefined
      const turn = (2 * Math.PI * hertz) / samplesPerSecond
      const from = spoken
      spoken += samplesPerFrame
      return Int16Array.from({ length: samplesPerFrame }, (_, at) => loudness * Math.sin(turn * (from + at)))
    },
    hears(frame: Frame) {
      heard = [...heard, ...frame].slice(-remembered)
      heardAt = performance.now()
      person?.hears(frame)
    },
    note: () => (performance.now() - heardAt > forgottenAfterMs ? undefined : loudestNote(heard)),
  }
}

const lowest = 100
const highest = 3_400
const step = 5
/** Softer than this is silence: a line that says nothing is never quite still. */
const audible = 200

/** Goertzel's measure of one note after the other, over a window that keeps a loud one out of its neighbours' place. */
export function loudestNote(samples: readonly number[]): number | undefined {
  const { length } = samples
  const windowed = samples.map(
    (sample, at) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / Math.max(1, length - 1))),
  )
  let best = { hertz: 0, size: 0 }
  for (let hertz = lowest; hertz <= highest; hertz += step) {
    const size = sizeOf(windowed, hertz)
    if (size > best.size) best = { hertz, size }
  }
  return best.size > audible ? best.hertz : undefined
}

function sizeOf(samples: readonly number[], hertz: number): number {
  const weight = 2 * Math.cos((2 * Math.PI * hertz) / samplesPerSecond)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + weight * last - before, last]
  const power = last ** 2 + before ** 2 - weight * last * before
  // Twice over the count gives the note's height; the window has taken half of it away.
  return (4 * Math.sqrt(Math.max(0, power))) / Math.max(1, samples.length)
}
