import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { frameMs, samplesPerFrame } from '@veghe/infra/carrier/sound/frames.ts'
import { decode, encode } from '@veghe/infra/carrier/sound/mulaw.ts'
import { openPhoneSound } from '@veghe/infra/carrier/sound/phone.ts'
import { toAlaw, toMulaw } from '@veghe/infra/sip-gateway/alaw.ts'
import { readPacket, writePacket } from '@veghe/infra/sip-gateway/rtp.ts'
import { onTestFinished } from 'vitest'

/** A border controller without a network behind it: it says and hears SIP as it stands on the wire. */
export type SipTrunk = {
  /** Where its sound is expected. */
  soundPort: number
  begins: (call?: Partial<SipWords>) => SipCall
  /** Whatever bytes, as they are. */
  says: (text: string) => void
  /** The next message from the other side that begins so and is about this call; those before it are skipped. */
  hears: (first: string, callId?: string) => Promise<string>
  hums: (hertz: number) => void
  /** The note it hears just now. */
  note: () => number | undefined
  presses: (key: string) => void
}

export type SipWords = { method: string; uri: string; from: string; headers: readonly string[]; body: string }

export type SipCall = {
  id: string
  /** In the same call, after it was answered with this tag. */
  says: (method: string, more?: { cseq?: number; toTag?: string; sameBranch?: boolean }) => void
  repeats: () => void
}

const here = '127.0.0.1'

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, here, resolve))
  onTestFinished(() => void socket.close())
  return socket
}

export const telephoneOffer = (port: number): string =>
  [
    ...['v=0', `o=- 1 1 IN IP4 ${here}`, 's=-', `c=IN IP4 ${here}`, 't=0 0', `m=audio ${port} RTP/AVP 8 101`],
    ...['a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', ''],
  ].join('\r\n')

export async function openSipTrunk(gatewayPort: number): Promise<SipTrunk> {
  const [sip, rtp] = [await bound(), await bound()]
  const heard: string[] = []
  const waiting = new Set<() => void>()
  const sound = openTrunkSound(rtp)
  sip.on('message', (bytes) => {
    const text = bytes.toString()
    const [, port] = /^m=audio (\d+)/m.exec(text) ?? []
    if (port) sound.speaksTo(Number(port))
    heard.push(text)
    for (const look of [...waiting]) look()
  })
  const says = (text: string) => sip.send(text, gatewayPort, here)
  const place = `${here}:${sip.address().port}`
  return {
    ...{ soundPort: rtp.address().port, says, hums: sound.hums, note: sound.note, presses: sound.presses },
    begins: (call = {}) => {
      const words = { ...usual(rtp.address().port), ...call }
      const begun = openSipCall(words, { place, says })
      begun.repeats()
      return begun
    },
    hears: (first, callId = '') =>
      new Promise((resolve) => {
        const look = () => {
          const at = heard.findIndex((text) => text.startsWith(first) && text.includes(callId))
          if (at < 0) return
          waiting.delete(look)
          resolve(heard.splice(0, at + 1).at(-1) ?? '')
        }
        waiting.add(look)
        look()
      }),
  }
}

const usual = (port: number): SipWords => ({
  ...{ method: 'INVITE', uri: 'sip:119@veghe.example', from: '<sip:+40700000001@trunk.example>' },
  ...{ headers: ['Content-Type: application/sdp'], body: telephoneOffer(port) },
})

function openSipCall(
  words: SipWords,
  { place, says }: { place: string; says: (text: string) => void },
): SipCall {
  const id = randomUUID()
  const write = (method: string, branch: string, more: { cseq: number; toTag: string; isFirst: boolean }) =>
    [
      `${method} ${words.uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${place};branch=z9hG4bK${branch};rport`,
      `From: ${words.from};tag=f${id.slice(0, 8)}`,
      `To: <${words.uri}>${more.toTag && `;tag=${more.toTag}`}`,
      `Call-ID: ${id}`,
      `CSeq: ${more.cseq} ${method}`,
      `Contact: <sip:trunk@${place}>`,
      ...(more.isFirst ? words.headers : []),
      `Content-Length: ${more.isFirst ? Buffer.byteLength(words.body) : 0}`,
      '',
      more.isFirst ? words.body : '',
    ].join('\r\n')
  return {
    id,
    repeats: () => says(write(words.method, id, { cseq: 1, toTag: '', isFirst: true })),
    says: (method, { cseq = 1, toTag = '', sameBranch = false } = {}) =>
      says(write(method, sameBranch ? id : randomUUID(), { cseq, toTag, isFirst: false })),
  }
}

/** Its ear and its throat, in A-law. */
function openTrunkSound(rtp: Socket) {
  const phone = openPhoneSound()
  let [port, sent] = [0, 0]
  const send = (payloadType: number, payload: Buffer, timestamp: number) => {
    const packet = { payloadType, payload, timestamp, sequence: sent }
    rtp.send(writePacket(packet, { source: 7, isFirst: sent === 0 }), port, here)
    sent += 1
  }
  rtp.on('message', (bytes) => {
    const packet = readPacket(bytes)
    if (packet?.payloadType === 8) phone.hears(decode(toMulaw(packet.payload)))
  })
  const timer = setInterval(() => {
    const frame = phone.says()
    if (frame && port) send(8, toAlaw(encode(frame)), sent * samplesPerFrame)
  }, frameMs)
  onTestFinished(() => clearInterval(timer))
  return {
    note: phone.note,
    hums: (hertz: number) => phone.hum(hertz),
    speaksTo: (to: number) => {
      port = to
    },
    // A key is told three times, as on a real trunk.
    presses: (key: string) => {
      const timestamp = sent * samplesPerFrame
      for (let time = 0; time < 3; time += 1)
        send(101, Buffer.from(['0123456789*#'.indexOf(key), 0x80, 0, 160]), timestamp)
    },
  }
}

/** What the other side put behind its half of the call. */
export const tagIn = (message: string): string => /^To: .*;tag=([^;\r]+)/m.exec(message)?.[1] ?? ''
