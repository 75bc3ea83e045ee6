/* ITU-T G.711, µ-law: a sample in eight bits, finer where it is quiet. */

const bias = 0x84
const loudest = 32_635

export function encode(samples: Int16Array): Buffer {
  return Buffer.from(Array.from(samples, encodeOne))
}

export function decode(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, decodeOne)
}

function encodeOne(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const size = Math.min(Math.abs(sample), loudest) + bias
  // The highest bit set, counted from the eighth: the bias makes sure that there is one.
  const segment = 24 - Math.clz32(size)
  return ~(sign | (segment << 4) | ((size >> (segment + 3)) & 0x0f)) & 0xff
}

function decodeOne(byte: number): number {
  const code = ~byte & 0xff
  const size = ((((code & 0x0f) << 3) + bias) << ((code >> 4) & 0x07)) - bias
  return code & 0x80 ? -size : size
}
