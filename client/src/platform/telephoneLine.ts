import type { Device } from '@twilio/voice-sdk'
import { store } from './store.ts'
import { type LineState, type LineWish, openMicrophone, type VoiceLine } from './voiceLine.ts'

/** What a desk shows the carrier, and where it is; null for the one that the carrier's library knows. */
export type Access = { token: string; gateway: string | null }

type Asked = {
  /** Which conversation it is about: goes to the carrier as it stands. */
  params: Record<string, string>
  access: () => Promise<Access>
}

/** The library goes on trying for as long as it is let; a desk that hears nothing is told so. */
const upWithinMs = 8_000
const refreshBeforeMs = 60_000
/** How the library says that a call is over or will not come up. */
const ends = ['disconnect', 'cancel', 'reject', 'error', 'transportClose'] as const

/** A line through the carrier's own library, which is fetched only now: no other screen needs it. */
export async function openTelephoneLine(
  { params, access }: Asked,
  { isWanted = () => true }: LineWish = {},
): Promise<VoiceLine> {
  const microphone = await openMicrophone()
  const state = store<LineState>('opening')
  const stop = () => {
    for (const track of microphone.getTracks()) track.stop()
  }
  try {
    const [{ Device }, { token, gateway }] = await Promise.all([import('@twilio/voice-sdk'), access()])
    if (!isWanted()) throw new Error('The line is not wanted any more.')
    const device = new Device(token, optionsFor(microphone, { state, gateway }))
    if (gateway) reachAt(device, gateway)
    return over(device, { state, params, access, stop })
  } catch (error) {
    stop()
    throw error
  }
}

type Over = Asked & { state: VoiceLine['state']; stop: () => void }

function over(device: Device, { state, params, access, stop }: Over): VoiceLine {
  let isMuted = false
  let silence = (_: boolean): void => {}
  // Once lost it stays lost: whoever asked opens another, and two would be heard at once.
  const lose = () => {
    if (state.get() !== 'closed') state.set('lost')
  }
  device.on('error', lose)
  device.on('tokenWillExpire', () => {
    access().then(({ token }) => device.updateToken(token), lose)
  })
  device.connect({ params }).then((call) => {
    for (const end of ends) call.on(end, lose)
    silence = (muted) => call.mute(muted)
    silence(isMuted)
  }, lose)
  setTimeout(() => {
    if (state.get() === 'opening') lose()
  }, upWithinMs)
  return {
    state,
    mute: async (muted) => {
      isMuted = muted
      silence(muted)
    },
    close: () => {
      state.set('closed')
      device.destroy()
      stop()
    },
  }
}

/** The library would fetch ringing tones from elsewhere; a desk has sounds of its own. */
class NoSound {
  play = async (): Promise<void> => {}
  stop = (): void => {}
  setSinkIds = (): void => {}
}

/** Some are the library's own business and stand in no document: its version is pinned. */
type Options = Device.Options & { publishEvents: false; Sound: typeof NoSound; chunderw?: string }

function optionsFor(
  microphone: MediaStream,
  { state, gateway }: { state: VoiceLine['state']; gateway: string | null },
): Options {
  return {
    logLevel: 'silent',
    closeProtection: false,
    tokenRefreshMs: refreshBeforeMs,
    getUserMedia: async () => microphone,
    RTCPeerConnection: watched(state),
    publishEvents: false,
    Sound: NoSound,
    ...(gateway ? { chunderw: new URL(gateway).host } : {}),
  }
}

/** The library takes a call for open as soon as it is agreed on; a desk hears only once sound can come. */
function watched(state: VoiceLine['state']): typeof RTCPeerConnection {
  return class extends RTCPeerConnection {
    constructor(wish?: RTCConfiguration) {
      super(wish)
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected' && state.get() === 'opening') state.set('up')
        if (this.connectionState === 'failed' && state.get() !== 'closed') state.set('lost')
      })
    }
  }
}

/** The library knows gateways with TLS alone, which a stand-in on this machine cannot have. */
function reachAt(device: Device, gateway: string): void {
  Reflect.set(device, '_chunderURIs', [gateway])
}
