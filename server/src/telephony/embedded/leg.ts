import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import { RTCPeerConnection, RTCRtpCodecParameters, type RTCRtpSender, type RtpPacket } from 'werift'

/** One person's line into a room: what they say comes in, and each voice they hear has a track of its own. */
export type Leg = {
  /** Counts the lines of this process in the order in which they were asked for. */
  turn: number
  /** What the browser must be told so that the line comes up. */
  answer: string
  speaks: (hear: (packet: RtpPacket) => void) => void
  hears: (voice: Voice, packet: RtpPacket) => void
  isUp: () => boolean
  /** The network has given the line up, or we have. */
  gone: Promise<void>
  close: () => Promise<void>
}

/** Where browsers outside of this machine find us. */
export type LegOptions = {
  /** Our address as the world sees it, when it is not one of the machine's own. */
  address: string | null
  ports: readonly [number, number] | null
}

/** Only what every browser speaks best: no transcoding anywhere. */
const opus = () =>
  new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 })

let asked = 0

/** Each line of an offer costs us a track, and a stranger writes it. */
const mostLines = 8

/**
 * Answers a browser's offer: its first line is its microphone, the others are for voices it is to hear. Rejects an
 * offer without a microphone, or with more lines than anybody has voices to hear.
 */
export async function openLeg(offer: string, { address, ports }: LegOptions): Promise<Leg> {
  const turn = asked++
  if ((offer.match(/^m=/gm) ?? []).length > mostLines) throw new Error('The offer has too many lines.')
  const peer = new RTCPeerConnection({
    codecs: { audio: [opus()] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: address ? [address] : ['127.0.0.1'],
    ...(ports ? { icePortRange: [...ports] as [number, number] } : {}), // the library wants a tuple it may change
  })
  const gone = new Promise<void>((resolve) => {
    peer.connectionStateChange.subscribe((state) => {
      if (state === 'failed' || state === 'closed') resolve()
    })
  })
  try {
    await peer.setRemoteDescription({ type: 'offer', sdp: offer })
    const [microphone, ...others] = peer.getTransceivers()
    if (!microphone) throw new Error('The offer has no microphone.')
    microphone.setDirection('recvonly')
    for (const other of others) other.setDirection('sendonly')
    await peer.setLocalDescription(await peer.createAnswer())
    const slots = openSlots(others.map(({ sender }) => sender))
    return {
      ...{ turn, answer: peer.localDescription?.sdp ?? '', gone },
      speaks: (hear) => {
        microphone.onTrack.subscribe((track) => track.onReceiveRtp.subscribe((packet) => hear(packet)))
        for (const track of microphone.receiver.tracks) track.onReceiveRtp.subscribe((packet) => hear(packet))
      },
      hears: slots,
      isUp: () => peer.connectionState === 'connected',
      close: () => peer.close(),
    }
  } catch (error) {
    await peer.close()
    throw error
  }
}

/** A voice that was silent for longer than this goes on as if nothing had been: the listener waits for no packet. */
const pauseMs = 100
const samplesPerMs = 48

/** Each voice keeps the track it was given first; another person who takes its place goes on where it stopped. */
function openSlots(senders: readonly RTCRtpSender[]): Leg['hears'] {
  const taken = new Map<Voice, { sender: RTCRtpSender; source: number; at: number }>()
  return (voice, packet) => {
    const now = performance.now()
    const free = senders.find((each) => ![...taken.values()].some(({ sender }) => sender === each))
    const slot = taken.get(voice) ?? (free && { sender: free, source: packet.header.ssrc, at: now })
    if (!slot) return
    const silentMs = now - slot.at
    if (slot.source !== packet.header.ssrc || silentMs > pauseMs)
      slot.sender.replaceRTP(packet.header, false, Math.max(1, Math.round(silentMs)) * samplesPerMs)
    taken.set(voice, { sender: slot.sender, source: packet.header.ssrc, at: now })
    slot.sender.sendRtp(packet).catch(() => {})
  }
}
