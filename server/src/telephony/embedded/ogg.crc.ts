/** Ogg's own check sum: polynomial 04c11db7, neither reflected nor inverted, unlike that of zip. */
const polynomial = 0x04c11db7

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = (byte << 24) >>> 0
  for (let bit = 0; bit < 8; bit++) rest = (rest & 0x80000000 ? (rest << 1) ^ polynomial : rest << 1) >>> 0
  return rest
})

export function crc32(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return sum
}
