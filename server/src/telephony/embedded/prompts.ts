import { readFileSync } from 'node:fs'
import { RtpHeader, RtpPacket } from 'werift'
import { packetMs, readPackets, samplesPerPacket, silence } from './ogg.ts'

/** What the line itself says, as on the telephone: spoken Romanian, and that it records in three languages. */
export type Prompt = 'greeting' | 'greeting-recorded' | 'stay'

const files = new Map<Prompt, readonly Buffer[]>()

function packetsOf(prompt: Prompt): readonly Buffer[] {
  const known = files.get(prompt)
  if (known) return known
  const read = readPackets(readFileSync(new URL(`prompts/${prompt}.opus`, import.meta.url)))
  files.set(prompt, read)
  return read
}

const pauseMs = 6_000
const pause = Array.from({ length: pauseMs / packetMs }, () => silence)

/** Speaks until it is stopped: the first words once, then that somebody is coming, again and again. */
export type Speaker = {
  stop: () => void
  /** The first words were said to their end. */
  hasSaid: () => boolean
}

/** Begins once `isHeard`. */
export function speak(
  first: Prompt,
  { send, isHeard }: { send: (packet: RtpPacket) => void; isHeard: () => boolean },
): Speaker {
  const ssrc = Math.floor(Math.random() * 0xffff_ffff)
  let startedAt = performance.now()
  let [playing, at, sent]: [readonly Buffer[], number, number] = [[...packetsOf(first), ...pause], 0, 0]
  let timer: NodeJS.Timeout
  const next = () => {
    if (sent === 0 && !isHeard()) {
      startedAt = performance.now() + packetMs
      timer = setTimeout(next, packetMs)
      return
    }
    if (at === playing.length) [playing, at] = [[...packetsOf('stay'), ...pause], 0]
    const header = new RtpHeader({
      ...{ ssrc, payloadType: 111, marker: sent === 0 },
      ...{ sequenceNumber: sent & 0xffff, timestamp: (sent * samplesPerPacket) >>> 0 },
    })
    send(new RtpPacket(header, playing[at++] ?? silence))
    sent += 1
    // Counted from the start, so that a late timer does not make all later ones late.
    timer = setTimeout(next, Math.max(0, startedAt + sent * packetMs - performance.now()))
  }
  timer = setTimeout(next, 0)
  return { stop: () => clearTimeout(timer), hasSaid: () => sent >= packetsOf(first).length }
}
