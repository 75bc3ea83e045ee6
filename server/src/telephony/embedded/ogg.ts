import { crc32 } from './ogg.crc.ts'

/** Opus as browsers send it: 48,000 samples a second in packets of 20 ms. */
export const samplesPerPacket = 960
export const packetMs = 20

/** A packet that is decoded to 20 ms of nothing. */
export const silence = Buffer.from([0xf8, 0xff, 0xfe])

const pageHead = 27
const longestLace = 255

/** The Opus packets of an Ogg file (RFC 3533, RFC 7845), without its two heads. */
export function readPackets(file: Buffer): Buffer[] {
  const packets: Buffer[] = []
  let open: Buffer[] = []
  for (let at = 0; at + pageHead <= file.length; ) {
    const laces = file.subarray(at + pageHead, at + pageHead + (file[at + pageHead - 1] ?? 0))
    at += pageHead + laces.length
    for (const lace of laces) {
      open.push(file.subarray(at, at + lace))
      at += lace
      if (lace === longestLace) continue
      packets.push(Buffer.concat(open))
      open = []
    }
  }
  return packets.filter((packet) => !/^Opus(?:Head|Tags)/.test(packet.toString('latin1', 0, 8)))
}

/** One second: a part of a recording is lost at most with a process, and a page costs 27 bytes. */
const packetsPerPage = 50

/** The pages of an Ogg file with one track of Opus, one after the other: joined in order they are the file. */
export type Pages = {
  add: (packet: Buffer) => void
  /** What was added since the last time. */
  take: () => Buffer
  /** How many packets there are in all. */
  count: () => number
}

export function openPages(serial: number): Pages {
  let [sequence, count] = [0, 0]
  let [waiting, done]: [Buffer[], Buffer[]] = [[], []]
  const page = (packets: readonly Buffer[], flags = 0): Buffer => {
    const laces = Buffer.from(packets.flatMap(lacesOf))
    const head = Buffer.alloc(pageHead)
    head.write('OggS')
    head[5] = flags
    head.writeBigUInt64LE(BigInt(count * samplesPerPacket), 6)
    head.writeUInt32LE(serial, 14)
    head.writeUInt32LE(sequence++, 18)
    head[26] = laces.length
    const whole = Buffer.concat([head, laces, ...packets])
    whole.writeUInt32LE(crc32(whole), 22)
    return whole
  }
  const close = () => {
    if (waiting.length > 0) done.push(page(waiting))
    waiting = []
  }
  done.push(page([opusHead()], firstPage), page([opusTags()]))
  return {
    add: (packet) => {
      const laces = waiting.reduce((sum, each) => sum + lacesOf(each).length, lacesOf(packet).length)
      if (waiting.length === packetsPerPage || laces > longestLace) close()
      waiting.push(packet)
      count += 1
    },
    take: () => {
      close()
      const taken = Buffer.concat(done)
      done = []
      return taken
    },
    count: () => count,
  }
}

const firstPage = 2

const lacesOf = ({ length }: Buffer): number[] => [
  ...Array.from({ length: Math.floor(length / longestLace) }, () => longestLace),
  length % longestLace,
]

/** What a decoder throws away at the start (RFC 7845, 5.1). */
const preSkip = 312

function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head[8] = 1
  head[9] = 2
  head.writeUInt16LE(preSkip, 10)
  head.writeUInt32LE(48_000, 12)
  return head
}

function opusTags(): Buffer {
  const vendor = Buffer.from('veghe')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(vendor.length)
  return Buffer.concat([Buffer.from('OpusTags'), length, vendor, Buffer.alloc(4)])
}
