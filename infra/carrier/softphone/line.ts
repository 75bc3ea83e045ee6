import {
  MediaStream,
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
} from 'werift'
import { type Frame, type Sound, samplesPerFrame } from '../sound/frames.ts'
import { openMicrophone } from '../sound/microphone.ts'
import { encode } from '../sound/mulaw.ts'

/** A browser's line into the network: its microphone and its loudspeaker, a frame at a time. */
export type SoftLine = Sound & { answer: string; close(): void }

/** What telephones speak and every browser too: with it voices can be mixed without a codec of our own. */
const pcmu = () =>
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 })

/** Answers a browser's offer. Rejects where nothing can come of it. */
export async function openSoftLine(offer: string): Promise<SoftLine> {
  const peer = new RTCPeerConnection({
    codecs: { audio: [pcmu()] },
    iceServers: [],
    iceUseIpv6: false,
    // The network and its softphones are on one machine.
    iceAdditionalHostAddresses: ['127.0.0.1'],
  })
  const loudspeaker = new MediaStreamTrack({ kind: 'audio' })
  const streams = [new MediaStream([loudspeaker])]
  const { sender, onTrack } = peer.addTransceiver(loudspeaker, { direction: 'sendrecv', streams })
  const microphone = openMicrophone()
  onTrack.subscribe((track) => track.onReceiveRtp.subscribe(({ payload }) => microphone.takes(payload)))
  try {
    await peer.setRemoteDescription({ type: 'offer', sdp: offer })
    await peer.setLocalDescription(await peer.createAnswer())
  } catch (error) {
    await peer.close()
    throw error
  }
  const packetOf = openPackets()
  return {
    isSomebody: true,
    answer: peer.localDescription?.sdp ?? '',
    says: microphone.says,
    hears: (frame) => void sender.sendRtp(packetOf(frame)).catch(() => undefined),
    close: () => void peer.close().catch(() => undefined),
  }
}

function openPackets(): (frame: Frame) => RtpPacket {
  let [sequenceNumber, timestamp] = [0, 0]
  return (frame) => {
    const header = new RtpHeader({ sequenceNumber, timestamp, payloadType: 0 })
    sequenceNumber = (sequenceNumber + 1) % 2 ** 16
    timestamp = (timestamp + samplesPerFrame) % 2 ** 32
    return new RtpPacket(header, encode(frame))
  }
}
