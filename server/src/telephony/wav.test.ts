import { describe, expect, test } from 'vitest'
import { type ChannelPart, channelsOf } from './wav.ts'

/** Each sample of the left channel is its number, of the right one its number and a thousand. */
function wav(samples: number, { said = samples * 4, extra = false } = {}): Buffer {
  const head = Buffer.alloc(36)
  head.write('RIFF')
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(2, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(32_000, 28)
  head.writeUInt16LE(4, 32)
  head.writeUInt16LE(16, 34)
  const list = Buffer.alloc(extra ? 12 : 0)
  if (extra) {
    list.write('LIST')
    list.writeUInt32LE(4, 4)
  }
  const data = Buffer.alloc(8 + samples * 4)
  data.write('data')
  data.writeUInt32LE(said, 4)
  for (let at = 0; at < samples; at += 1) {
    data.writeInt16LE(at, 8 + at * 4)
    data.writeInt16LE(at + 1_000, 10 + at * 4)
  }
  return Buffer.concat([head, list, data])
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function partsOf(sound: AsyncIterable<Buffer>, partBytes = 20): Promise<ChannelPart[]> {
  const parts: ChannelPart[] = []
  for await (const part of channelsOf(sound, partBytes)) parts.push(part)
  return parts
}

const joined = (parts: readonly ChannelPart[], channel: number): Buffer =>
  Buffer.concat(parts.filter((part) => part.channel === channel).map(({ bytes }) => bytes))
const samplesIn = (file: Buffer): number[] =>
  Array.from({ length: file.readUInt32LE(40) / 2 }, (_, at) => file.readInt16LE(44 + at * 2))
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)

describe('a recording of two channels', () => {
  test.each([1, 7, 64, 10_000])('becomes a file of each voice, however it comes (%i bytes)', async (size) => {
    const parts = await partsOf(inPieces(wav(101, { extra: true }), size))

    expect(samplesIn(joined(parts, 0))).toEqual(numbers(101))
    expect(samplesIn(joined(parts, 1))).toEqual(numbers(101, 1_000))
    expect(joined(parts, 0).readUInt16LE(22)).toBe(1)
    expect(joined(parts, 0)).toHaveLength(44 + 202)
  })

  test('is taken apart the same way each time', async () => {
    expect(await partsOf(inPieces(wav(50), 3))).toEqual(await partsOf(inPieces(wav(50), 4_000)))
  })

  test('in which nothing was said is empty, and no error', async () => {
    expect(samplesIn(joined(await partsOf(inPieces(wav(0), 9)), 1))).toEqual([])
  })

  test('that ends too soon, or is no sound at all, is not taken for whole', async () => {
    await expect(partsOf(inPieces(wav(50, { said: 204 }), 64))).rejects.toThrow('cut short')
    await expect(partsOf(inPieces(Buffer.from('<html>not found</html>'), 64))).rejects.toThrow('no WAV')
    await expect(partsOf(inPieces(Buffer.alloc(0), 64))).rejects.toThrow('no WAV')
  })
})
