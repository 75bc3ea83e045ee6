import { ask, complain } from './control.js'

/* The person before this page has one mouth: of all calls here they speak on one. */

const gatheredWithinMs = 1_000

const ear = new Audio()
ear.autoplay = true

let line

export const speaksOn = (sid) => line?.sid === sid

export async function speak(sid) {
  hush()
  const peer = new RTCPeerConnection({ iceServers: [] })
  line = { sid, peer, tracks: [] }
  try {
    const microphone = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true },
    })
    line.tracks = microphone.getTracks()
    for (const track of line.tracks) peer.addTrack(track, microphone)
    peer.addEventListener('track', ({ track }) => {
      ear.srcObject = new MediaStream([track])
    })
    await peer.setLocalDescription()
    await gathered(peer)
    const { answer } = await ask('talk', { sid, offer: peer.localDescription.sdp })
    await peer.setRemoteDescription({ type: 'answer', sdp: answer })
    complain('')
  } catch (error) {
    hush()
    complain(
      ['NotAllowedError', 'NotFoundError', 'NotReadableError'].includes(error.name)
        ? 'Browserul nu dă microfonul: permite-l pentru această pagină sau conectează unul.'
        : 'Nu s-a putut face legătura cu microfonul; apelul continuă fără el.',
    )
  }
}

/** The telephone goes on without them. */
export async function fallSilent(sid) {
  hush()
  await ask('talk', { sid }).catch(() => undefined)
}

/** Calls that are over need no microphone. */
export function hushUnless(isLive) {
  if (line && !isLive(line.sid)) hush()
}

function hush() {
  for (const track of line?.tracks ?? []) track.stop()
  line?.peer.close()
  line = undefined
  ear.srcObject = null
}

/** Everything is said in one offer. */
function gathered(peer) {
  if (peer.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    setTimeout(resolve, gatheredWithinMs)
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState === 'complete') resolve()
    })
  })
}
