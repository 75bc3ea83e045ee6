import { type Frame, mixed, samplesPerFrame, samplesPerSecond } from './frames.ts'

const bytesPerSample = 2
const headerBytes = 44

/** A file of sound as it is played anywhere: one channel, or two that are told apart. All channels are equally long. */
export function wavOf(channels: readonly (readonly Frame[])[]): Buffer {
  const [first = []] = channels
  const frames = first.map((_, at) => interleaved(channels.map((channel) => channel[at] ?? silence)))
  const sound = Buffer.concat(frames)
  return Buffer.concat([headerOf(channels.length, sound.length), sound])
}

export const mixedDown = (channels: readonly (readonly Frame[])[]): Frame[] =>
  (channels[0] ?? []).map((_, at) => mixed(channels.map((channel) => channel[at] ?? silence)))

export const silence: Frame = new Int16Array(samplesPerFrame)

function interleaved(frames: readonly Frame[]): Buffer {
  const bytes = Buffer.alloc(samplesPerFrame * frames.length * bytesPerSample)
  for (let at = 0; at < samplesPerFrame; at += 1)
    for (const [channel, frame] of frames.entries())
      bytes.writeInt16LE(frame[at] ?? 0, (at * frames.length + channel) * bytesPerSample)
  return bytes
}

function headerOf(channels: number, length: number): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0)
  header.writeUInt32LE(headerBytes - 8 + length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(samplesPerSecond, 24)
  header.writeUInt32LE(samplesPerSecond * channels * bytesPerSample, 28)
  header.writeUInt16LE(channels * bytesPerSample, 32)
  header.writeUInt16LE(bytesPerSample * 8, 34)
  header.write('data', 36)
  header.writeUInt32LE(length, 40)
  return header
}
