import { loudestNote } from '@veghe/infra/carrier/sound/phone.ts'

const headerBytes = 44
/** A tenth of a second. */
const samplesLast = 800

/** The samples of each channel; throws when the file does not hold what it says. */
export function samplesOf(wav: Buffer): number[][] {
  const [channels, length] = [wav.readUInt16LE(22), wav.readUInt32LE(40)]
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || length !== wav.length - headerBytes)
    throw new Error('This is no whole WAV.')
  const all = Array.from({ length: length / 2 }, (_, at) => wav.readInt16LE(headerBytes + at * 2))
  return Array.from({ length: channels }, (_, channel) => all.filter((_, at) => at % channels === channel))
}

/** The note on which the channel's sound ends, in hertz: a call ends in the silence of what was still on its way. */
export const lastNote = (samples: readonly number[]): number | undefined =>
  loudestNote(samples.slice(0, samples.findLastIndex((sample) => sample !== 0) + 1).slice(-samplesLast))

/** For how long, in seconds, nothing at all stands on the channel. */
export const silentSeconds = (samples: readonly number[]): number =>
  samples.filter((sample) => sample === 0).length / 8_000
