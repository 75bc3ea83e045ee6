import { decode as decodeMulaw, encode as encodeMulaw } from '../carrier/sound/mulaw.ts'

/* ITU-T G.711, A-law: what trunks speak here; within the network it is µ-law. */

const flips = 0x55

export const decodeOne = (byte: number): number => {
  const code = byte ^ flips
  const segment = (code >> 4) & 0x07
  const fine = ((code & 0x0f) << 4) + 8
  const size = segment === 0 ? fine : (fine + 0x100) << (segment - 1)
  return code & 0x80 ? size : -size
}

export function encodeOne(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  // The recommendation works on thirteen bits, and its negative half begins at minus one.
  const size = Math.min((sample >= 0 ? sample : -sample - 1) >> 3, 0xfff)
  const segment = Math.max(0, 27 - Math.clz32(size))
  const fine = segment < 2 ? size >> 1 : size >> segment
  return (sign | (segment << 4) | (fine & 0x0f)) ^ flips
}

const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const inMulaw = encodeMulaw(Int16Array.from(every, decodeOne))
const inAlaw = Buffer.from(Array.from(decodeMulaw(every), encodeOne))

export const toMulaw = (alaw: Uint8Array): Buffer => Buffer.from(alaw.map((byte) => inMulaw[byte] ?? 0))
export const toAlaw = (mulaw: Uint8Array): Buffer => Buffer.from(mulaw.map((byte) => inAlaw[byte] ?? 0))
