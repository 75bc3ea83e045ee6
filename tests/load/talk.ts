import { setTimeout as pause, setImmediate as yielded } from 'node:timers/promises'
import { type Line, packetMs } from './line.ts'
import { quantile, round } from './stats.ts'

/** Everybody speaks all the time for a while, and what came of it. */
export type Talk = {
  over: Promise<void>
  hear: (payload: Buffer, skipped: number) => void
  got: () => Heard
}

export type Heard = {
  sent: number
  heard: number
  /** Numbers a listener missed, as a browser would count its losses. */
  gaps: number
  delay50: number
  delay95: number
  delay99: number
  /** What came when the ear had gone on. */
  late: number
}

const lateMs = 200

/** What a browser's encoder makes of 20 ms of speech: a byte that names the frame, then the frame. */
const payloadBytes = 80
const opusFrame = 0xf8
/* Behind the first byte: which talk, which packet of it, and when it was said. */
const [atTalk, atPacket, atTime] = [1, 5, 9]

/** Each speaker at an instant of its own within the 20 ms, as strangers do. */
export function talk(lines: readonly Line[], seconds: number): Talk {
  const mark = Math.floor(Math.random() * 0xffff_ffff)
  const total = Math.round((seconds * 1_000) / packetMs) * lines.length
  const wasHeard = new Uint8Array(total)
  const delays: number[] = []
  let gaps = 0
  const speak = async (): Promise<void> => {
    const from = performance.now()
    for (let packet = 0; packet < total; packet++) {
      const wait = from + (packet * packetMs) / lines.length - performance.now()
      if (wait > 0) await pause(wait)
      // Behind time it goes on at once, but not without listening.
      else if (packet % lines.length === 0) await yielded()
      lines[packet % lines.length]?.says(payloadOf(mark, packet))
    }
  }
  return {
    over: speak(),
    hear: (payload, skipped) => {
      if (payload.length !== payloadBytes || payload.readUInt32BE(atTalk) !== mark) return
      wasHeard[payload.readUInt32BE(atPacket)] = 1
      delays.push(performance.now() - payload.readDoubleBE(atTime))
      gaps += skipped
    },
    got: () => ({
      ...{ sent: total, gaps },
      heard: wasHeard.reduce((sum, each) => sum + each, 0),
      delay50: round(quantile(delays, 0.5)),
      delay95: round(quantile(delays, 0.95)),
      delay99: round(quantile(delays, 0.99)),
      late: delays.filter((delay) => delay > lateMs).length,
    }),
  }
}

function payloadOf(mark: number, packet: number): Buffer {
  const payload = Buffer.alloc(payloadBytes)
  payload.writeUInt8(opusFrame)
  payload.writeUInt32BE(mark, atTalk)
  payload.writeUInt32BE(packet, atPacket)
  payload.writeDoubleBE(performance.now(), atTime)
  return payload
}
