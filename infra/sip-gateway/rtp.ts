/* RTP (RFC 3550), and the keys of a telephone in it (RFC 4733). */

export type Packet = { payloadType: number; sequence: number; timestamp: number; payload: Buffer }

const headerBytes = 12
const rounds = 0x1_0000

/** Nothing for whatever is no RTP. */
export function readPacket(bytes: Buffer): Packet | undefined {
  if (bytes.length < headerBytes || bytes.readUInt8(0) >> 6 !== 2) return undefined
  const first = bytes.readUInt8(0)
  const from = headerBytes + 4 * (first & 0x0f) + extensionBytes(bytes, first)
  const to = bytes.length - (first & 0x20 ? bytes.readUInt8(bytes.length - 1) : 0)
  if (from > to) return undefined
  return {
    payloadType: bytes.readUInt8(1) & 0x7f,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    payload: bytes.subarray(from, to),
  }
}

function extensionBytes(bytes: Buffer, first: number): number {
  const at = headerBytes + 4 * (first & 0x0f)
  if (!(first & 0x10)) return 0
  return bytes.length < at + 4 ? bytes.length : 4 + 4 * bytes.readUInt16BE(at + 2)
}

export function writePacket(
  packet: Packet,
  { source, isFirst }: { source: number; isFirst: boolean },
): Buffer {
  const head = Buffer.alloc(headerBytes)
  head.writeUInt8(0x80)
  head.writeUInt8(packet.payloadType | (isFirst ? 0x80 : 0), 1)
  head.writeUInt16BE(packet.sequence % rounds, 2)
  head.writeUInt32BE(packet.timestamp >>> 0, 4)
  head.writeUInt32BE(source >>> 0, 8)
  return Buffer.concat([head, packet.payload])
}

/** Whether a packet came after the last one; its number begins anew every 65,536. */
export function isLater(sequence: number, last: number | undefined): boolean {
  if (last === undefined) return true
  const ahead = (sequence - last + rounds) % rounds
  return ahead > 0 && ahead < rounds / 2
}

export const keyIn = ({ payload }: Packet): string | undefined => '0123456789*#'[payload[0] ?? 99]
