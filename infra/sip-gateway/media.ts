import { createSocket, type Socket } from 'node:dgram'
import { frameMs, samplesPerFrame, samplesPerSecond } from '../carrier/sound/frames.ts'
import { encode } from '../carrier/sound/mulaw.ts'
import { toAlaw, toMulaw } from './alaw.ts'
import { isLater, keyIn, readPacket, writePacket } from './rtp.ts'
import type { Offer } from './sdp.ts'

/** The sound of one call, on a port of its own; within the network it is µ-law, 20 ms at a time. */
export type Media = {
  port: number
  /** From here on whoever called hears something, always. */
  begin: () => void
  /** The network has said something. */
  plays: (frame: Buffer) => void
  /** Packets with sound in them, so far. */
  counts: () => { heard: number; sent: number }
  close: () => void
}

type Ears = { said: (frame: Buffer) => void; pressed: (key: string) => void }
export type Place = { address: string; ports: readonly [number, number] | null }

/** A line on which nothing came for so long is filled: a dead one would be taken for a broken one. */
const silentAfterMs = 100

export async function openMedia(place: Place, offer: Offer, ears: Ears): Promise<Media> {
  const socket = await bind(place)
  const counts = { heard: 0, sent: 0 }
  socket.on(
    'message',
    listen(offer, ears, () => {
      counts.heard += 1
    }),
  )
  const mouth = openMouth(offer, (packet) => {
    counts.sent += 1
    socket.send(packet, offer.port, offer.address)
  })
  let heardAt = 0
  let timer: NodeJS.Timeout | undefined
  const fill = openFill()
  return {
    port: socket.address().port,
    begin: () => {
      timer ??= setInterval(() => {
        if (performance.now() - heardAt > silentAfterMs) mouth(fill())
      }, frameMs)
    },
    plays: (frame) => {
      heardAt = performance.now()
      if (timer) mouth(frame)
    },
    counts: () => counts,
    close: () => {
      clearInterval(timer)
      timer = undefined
      socket.close()
    },
  }
}

/** Any free port, or the first free one of those that are open to the outside. */
async function bind({ address, ports }: Place): Promise<Socket> {
  const [first, last] = ports ?? [0, 0]
  for (let port = first; port <= last; port += 2) {
    const socket = createSocket('udp4')
    const isOurs = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false))
      socket.bind(port, address, () => resolve(true))
    })
    if (isOurs) return socket.on('error', () => {})
    socket.close()
  }
  throw new Error('No port is free for the sound of a call.')
}

/** Only what comes from where the offer said; late and doubled packets are nobody's any more. */
function listen(offer: Offer, { said, pressed }: Ears, count: () => void) {
  const frames = openFrames(said)
  let [last, lastKey]: (number | undefined)[] = []
  return (bytes: Buffer, from: { address: string }): void => {
    const packet = from.address === offer.address ? readPacket(bytes) : undefined
    if (!packet) return
    if (packet.payloadType === offer.keysType) {
      const key = keyIn(packet)
      // A key is told many times over, always under the instant at which it was pressed.
      if (key !== undefined && packet.timestamp !== lastKey) pressed(key)
      lastKey = packet.timestamp
    }
    if (packet.payloadType !== offer.payloadType || !isLater(packet.sequence, last)) return
    last = packet.sequence
    count()
    frames(offer.codec === 'PCMA' ? toMulaw(packet.payload) : packet.payload)
  }
}

/** A trunk may send ten or thirty milliseconds at a time. */
function openFrames(take: (frame: Buffer) => void): (sound: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (sound) => {
    rest = Buffer.concat([rest, sound])
    while (rest.length >= samplesPerFrame) {
      take(rest.subarray(0, samplesPerFrame))
      rest = rest.subarray(samplesPerFrame)
    }
  }
}

function openMouth({ codec, payloadType }: Offer, send: (packet: Buffer) => void): (frame: Buffer) => void {
  const source = Math.floor(Math.random() * 2 ** 32)
  let sent = 0
  return (frame) => {
    const payload = codec === 'PCMA' ? toAlaw(frame) : frame
    const packet = { payloadType, sequence: sent, timestamp: sent * samplesPerFrame, payload }
    send(writePacket(packet, { source, isFirst: sent === 0 }))
    sent += 1
  }
}

/* The ringing tone of the European network: one second in five. */
const [toneHertz, toneSeconds, everySeconds, loudness] = [425, 1, 5, 4_000]
const framesPerSecond = 1_000 / frameMs

/** Nobody is there yet. */
function openFill(): () => Buffer {
  const turn = (2 * Math.PI * toneHertz) / samplesPerSecond
  // 425 Hz comes round every 40 ms, so that two frames are all there is of it.
  const tones = [0, 1].map((which) =>
    encode(
      Int16Array.from(
        { length: samplesPerFrame },
        (_, at) => loudness * Math.sin(turn * (which * samplesPerFrame + at)),
      ),
    ),
  )
  const silence = encode(new Int16Array(samplesPerFrame))
  let filled = 0
  return () => {
    const at = filled++ % (everySeconds * framesPerSecond)
    return (at < toneSeconds * framesPerSecond && tones[at % 2]) || silence
  }
}
