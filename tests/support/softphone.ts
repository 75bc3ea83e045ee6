import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type Frame, frameMs, samplesPerFrame } from '@veghe/infra/carrier/sound/frames.ts'
import { decode, encode } from '@veghe/infra/carrier/sound/mulaw.ts'
import { openPhoneSound } from '@veghe/infra/carrier/sound/phone.ts'
import { onTestFinished } from 'vitest'
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'
import { WebSocket } from 'ws'
import { z } from 'zod'

const Message = z.object({
  type: z.string(),
  payload: z
    .object({ sdp: z.string().optional(), error: z.object({ code: z.number() }).optional() })
    .default({}),
})
type Message = z.infer<typeof Message>

/** A desk's line without a browser: the words of Twilio's library over the same websocket, and a note for a voice. */
export type Softphone = {
  /** Resolves when the call is answered; rejects with the code it was refused with. */
  calls: (params: Record<string, string>, hum?: number) => Promise<SoftCall>
  /** The page is gone without a word. */
  dies: () => void
}

export type SoftCall = {
  /** The loudest note heard just now, in hertz. */
  note: () => number | undefined
  hangsUp: () => void
  /** Somebody else has ended it. */
  isOver: () => boolean
}

/** Rejects with the code when it is not let in. Closed when the test ends. */
export async function openSoftphone({
  gateway,
  token,
}: {
  gateway: string
  token: string
}): Promise<Softphone> {
  const socket = new WebSocket(gateway)
  const heard: Message[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (raw) => {
    const text = String(raw)
    if (text.trim() === '') return
    heard.push(Message.parse(JSON.parse(text)))
    for (const look of waiting) look()
  })
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  const say = (type: string, payload: object) =>
    socket.send(JSON.stringify({ type, version: '1.6', payload }))
  /** The next of these, from the `from`th message on. */
  const hears = (types: readonly string[], from = heard.length): Promise<Message> =>
    new Promise((resolve) => {
      const look = () => {
        const found = heard.slice(from).find(({ type }) => types.includes(type))
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })

  const isLetIn = hears(['connected', 'error'])
  say('listen', { token, reconnectTimeout: 0 })
  const { payload } = await isLetIn
  if (payload.error) throw new Error(String(payload.error.code))
  return {
    calls: (params, hum) => call({ say, hears, heard }, { params, hum }),
    dies: () => socket.terminate(),
  }
}

type Wire = {
  say: (type: string, payload: object) => void
  hears: (types: readonly string[], from?: number) => Promise<Message>
  heard: readonly Message[]
}

async function call(
  { say, hears, heard }: Wire,
  { params, hum }: { params: Record<string, string>; hum: number | undefined },
): Promise<SoftCall> {
  const from = heard.length
  const callsid = `TJ${randomUUID().replaceAll('-', '')}`
  const line = openLine(hum)
  say('invite', { callsid, sdp: await line.offer(), twilio: { params: String(new URLSearchParams(params)) } })
  const { type, payload } = await hears(['answer', 'hangup'], from)
  if (type === 'hangup') {
    line.close()
    throw new Error(`refused ${payload.error?.code ?? ''}`.trim())
  }
  await line.answered(payload.sdp ?? '')
  return {
    note: line.note,
    isOver: () => heard.slice(from).some((one) => one.type === 'hangup'),
    hangsUp: () => {
      say('hangup', { callsid })
      line.close()
    },
  }
}

/** Sound to the gateway and back, as a browser without a microphone would make it. */
function openLine(hum: number | undefined) {
  const pcmu = new RTCRtpCodecParameters({
    ...{ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 },
  })
  const peer = new RTCPeerConnection({ codecs: { audio: [pcmu] }, iceServers: [], iceUseIpv6: false })
  const { sender, onTrack } = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }))
  const sound = openPhoneSound()
  sound.hum(hum)
  onTrack.subscribe((track) => track.onReceiveRtp.subscribe(({ payload }) => sound.hears(decode(payload))))
  let sent = 0
  const timer = setInterval(() => {
    const frame: Frame = sound.says() ?? new Int16Array(samplesPerFrame)
    const header = new RtpHeader({
      sequenceNumber: sent & 0xffff,
      timestamp: sent * samplesPerFrame,
      payloadType: 0,
    })
    sent += 1
    sender.sendRtp(new RtpPacket(header, encode(frame))).catch(() => {})
  }, frameMs)
  const close = () => {
    clearInterval(timer)
    void peer.close()
  }
  onTestFinished(close)
  return {
    ...{ close, note: sound.note },
    offer: async () => {
      await peer.setLocalDescription(await peer.createOffer())
      return peer.localDescription?.sdp ?? ''
    },
    answered: (sdp: string) => peer.setRemoteDescription({ type: 'answer', sdp }),
  }
}
