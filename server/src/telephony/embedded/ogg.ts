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
