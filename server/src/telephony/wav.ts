/** A few seconds of one channel. The parts of a channel, joined in their order, are a file of their own. */
export type ChannelPart = { channel: number; turn: number; bytes: Buffer }

type Format = { channels: number; samplesPerSecond: number; bytesPerSample: number; code: number }

const formatBytes = 16
const headerBytes = 44

/**
 * Takes a file apart that has each side on a channel of its own, while it comes in: a call may last for hours. Throws
 * when the file is none, or ends before it should.
 */
export async function* channelsOf(
  sound: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<ChannelPart> {
  let unread: Buffer = Buffer.alloc(0)
  let head: { format: Format; length: number } | undefined
  let [turn, read] = [0, 0]
  for await (const chunk of sound) {
    unread = Buffer.concat([unread, chunk])
    if (!head) {
      const found = headOf(unread)
      if (!found) continue
      head = found
      unread = unread.subarray(found.from)
    }
    const { format, length } = head
    const wholeBytes = partBytes * format.channels
    while (unread.length >= wholeBytes && read + wholeBytes <= length) {
      yield* apart(unread.subarray(0, wholeBytes), { format, length, turn: turn++ })
      unread = unread.subarray(wholeBytes)
      read += wholeBytes
    }
  }
  if (!head) throw new Error('The sound is no WAV.')
  const { format, length } = head
  if (unread.length < length - read) throw new Error('The sound was cut short.')
  yield* apart(unread.subarray(0, length - read), { format, length, turn })
}

function* apart(
  bytes: Buffer,
  { format, length, turn }: { format: Format; length: number; turn: number },
): Generator<ChannelPart> {
  const { channels } = format
  for (let channel = 0; channel < channels; channel += 1) {
    const own = channelIn(bytes, format, channel)
    const parts = turn === 0 ? [headerOf(format, length / channels), own] : [own]
    yield { channel, turn, bytes: Buffer.concat(parts) }
  }
}

function channelIn(bytes: Buffer, { channels, bytesPerSample }: Format, channel: number): Buffer {
  const own = Buffer.alloc(bytes.length / channels)
  const step = channels * bytesPerSample
  for (let from = channel * bytesPerSample, to = 0; from < bytes.length; from += step, to += bytesPerSample)
    bytes.copy(own, to, from, from + bytesPerSample)
  return own
}

/** Undefined while too little of it has come. */
function headOf(bytes: Buffer): { format: Format; length: number; from: number } | undefined {
  if (bytes.length < 12) return undefined
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('The sound is no WAV.')
  let format: Format | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const from = at + 8
    if (name === 'fmt ') {
      if (from + formatBytes > bytes.length) return undefined
      format = formatIn(bytes.subarray(from))
    }
    if (name === 'data' && format) return { format, length, from }
    at = from + length + (length % 2)
  }
  return undefined
}

function formatIn(bytes: Buffer): Format {
  const channels = bytes.readUInt16LE(2)
  const step = bytes.readUInt16LE(12)
  if (channels === 0 || step % channels !== 0) throw new Error('The sound is no WAV.')
  const samplesPerSecond = bytes.readUInt32LE(4)
  return { code: bytes.readUInt16LE(0), channels, samplesPerSecond, bytesPerSample: step / channels }
}

function headerOf({ code, samplesPerSecond, bytesPerSample }: Format, length: number): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0)
  header.writeUInt32LE(headerBytes - 8 + length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(formatBytes, 16)
  header.writeUInt16LE(code, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(samplesPerSecond, 24)
  header.writeUInt32LE(samplesPerSecond * bytesPerSample, 28)
  header.writeUInt16LE(bytesPerSample, 32)
  header.writeUInt16LE(bytesPerSample * 8, 34)
  header.write('data', 36)
  header.writeUInt32LE(length, 40)
  return header
}
