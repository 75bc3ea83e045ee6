import { store } from './store.ts'

/** `silent`: the browser plays nothing before somebody presses something. */
export type LineState = 'opening' | 'up' | 'lost' | 'closed'

/** One line of sound to the server: this microphone out, and every voice one may hear in. */
export type VoiceLine = {
  state: ReturnType<typeof store<LineState>>
  /** The microphone of a line that was opened to listen is asked for only now, when it is first to be heard. */
  mute: (isMuted: boolean) => Promise<void>
  close: () => void
}

export type OwnVoiceLine = VoiceLine & {
  /** Nothing of what comes in is heard here, while the line stays as it is. */
  deafen: (isDeaf: boolean) => void
}

/** Nobody allowed the microphone, or there is none: the words on the screen differ from those for a bad network. */
export class NoMicrophone extends Error {}

/** As many voices as one may hear at once: the other end, somebody called in, a supervisor, the line itself. */
const voices = 4
const gatheredWithinMs = 1_500
/** A line that is answered comes up in a blink; the browser itself would go on trying for a quarter of a minute. */
const upWithinMs = 4_000

export type LineWish = {
  isWanted?: () => boolean
  /** Only to listen, until it is unmuted: the microphone stays off, and nobody is asked for it. */
  isSilent?: boolean
}

/**
 * `exchange` takes our offer to the server and comes back with its answer. It is not asked any more once the line is
 * not wanted: the server would take an offer that nobody stands behind for the newest.
 */
export async function openVoiceLine(
  exchange: (offer: string) => Promise<string>,
  { isWanted = () => true, isSilent = false }: LineWish = {},
): Promise<OwnVoiceLine> {
  let microphone = isSilent ? null : await openMicrophone()
  const peer = new RTCPeerConnection()
  const players: HTMLAudioElement[] = []
  let isQuiet = false
  const state = store<LineState>('opening')
  const close = (): void => {
    state.set('closed')
    for (const track of microphone?.getTracks() ?? []) track.stop()
    for (const player of players) player.srcObject = null
    peer.close()
  }
  peer.onconnectionstatechange = () => {
    if (state.get() === 'closed') return
    if (peer.connectionState === 'connected') state.set('up')
    if (peer.connectionState === 'failed' || peer.connectionState === 'disconnected') state.set('lost')
  }
  peer.ontrack = ({ track }) => {
    const player = new Audio()
    player.muted = isQuiet
    player.srcObject = new MediaStream([track])
    players.push(player)
    player.play().catch(() => {})
  }
  const voice = peer.addTransceiver(trackOf(microphone) ?? 'audio', { direction: 'sendonly' })
  try {
    for (let heard = 0; heard < voices; heard++) peer.addTransceiver('audio', { direction: 'recvonly' })
    await peer.setLocalDescription()
    await gathered(peer)
    if (!isWanted()) throw new Error('The line is not wanted any more.')
    const answer = await exchange(peer.localDescription?.sdp ?? '')
    await peer.setRemoteDescription({ type: 'answer', sdp: answer })
    setTimeout(() => {
      if (state.get() === 'opening') state.set('lost')
    }, upWithinMs)
  } catch (error) {
    close()
    throw error
  }
  return {
    ...{ state, close },
    mute: async (isMuted) => {
      if (!microphone && isMuted) return
      microphone ??= await openMicrophone()
      const track = trackOf(microphone)
      if (track) track.enabled = !isMuted
      if (voice.sender.track !== track) await voice.sender.replaceTrack(track)
    },
    deafen: (isDeaf) => {
      isQuiet = isDeaf
      for (const player of players) player.muted = isDeaf
    },
  }
}

const trackOf = (microphone: MediaStream | null): MediaStreamTrack | null =>
  microphone?.getAudioTracks()[0] ?? null

export async function openMicrophone(): Promise<MediaStream> {
  try {
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    return await navigator.mediaDevices.getUserMedia({ audio: wanted })
  } catch (cause) {
    throw new NoMicrophone('no microphone', { cause })
  }
}

/** Everything is said in one offer: a second exchange would cost a child another second of silence. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(done, gatheredWithinMs)
    peer.onicegatheringstatechange = () => {
      if (peer.iceGatheringState === 'complete') done()
    }
  })
}
