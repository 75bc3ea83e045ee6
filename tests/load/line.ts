import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'

/** One end of a call as a browser holds it: a microphone, and room for four voices. */
export type Line = {
  offer: string
  take: (answer: string) => Promise<void>
  isUp: () => boolean
  /** The next 20 ms of what is said. */
  says: (payload: Buffer) => void
  close: () => Promise<void>
}

/** `skipped`: packets missing before this one by its number; less than nothing when it is one of them, come late. */
export type Hear = (payload: Buffer, skipped: number) => void

export const packetMs = 20
const samplesPerPacket = 960
const voices = 4
const [turn, half] = [0x1_0000, 0x8000]

export async function openLine(hear: Hear): Promise<Line> {
  const peer = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/opus',
          clockRate: 48_000,
          channels: 2,
          payloadType: 111,
        }),
      ],
    },
    ...{ iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'] },
  })
  const { sender } = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendonly' })
  for (let voice = 0; voice < voices; voice++)
    peer
      .addTransceiver('audio', { direction: 'recvonly' })
      .onTrack.subscribe((track) => track.onReceiveRtp.subscribe(inOrder(hear)))
  await peer.setLocalDescription(await peer.createOffer())
  let said = 0
  return {
    offer: peer.localDescription?.sdp ?? '',
    take: (answer) => peer.setRemoteDescription({ type: 'answer', sdp: answer }),
    isUp: () => peer.connectionState === 'connected',
    says: (payload) => {
      const header = new RtpHeader({
        ...{ payloadType: 111, marker: said === 0 },
        ...{ sequenceNumber: said % turn, timestamp: (said * samplesPerPacket) >>> 0 },
      })
      said += 1
      sender.sendRtp(new RtpPacket(header, payload)).catch(() => {})
    },
    close: () => peer.close(),
  }
}

/** Each voice counts for itself. */
function inOrder(hear: Hear): (packet: RtpPacket) => void {
  let last: number | undefined
  return ({ header: { sequenceNumber }, payload }) => {
    const ahead = last === undefined ? 1 : (sequenceNumber - last + turn) % turn
    const isLate = ahead >= half || ahead === 0
    if (!isLate) last = sequenceNumber
    hear(payload, isLate ? -1 : ahead - 1)
  }
}
