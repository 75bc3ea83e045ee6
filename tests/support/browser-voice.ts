/// <reference lib="dom" />
import type { Page } from 'playwright-core'

/* A microphone that hums one note, and an ear for each voice that comes in. The sound between them is real. */

/** From the next load on, this page's microphone hums at so many hertz, and what it is sent can be listened to. */
export async function givesVoice(page: Page, hertz: number): Promise<void> {
  await page.addInitScript((note) => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const ears: AnalyserNode[] = []
    const peers: RTCPeerConnection[] = []
    Object.assign(window, { veghe: { ears, peers, context } })
    navigator.mediaDevices.getUserMedia = async () => {
      await context.resume()
      const [hum, gain, out] = [
        context.createOscillator(),
        context.createGain(),
        context.createMediaStreamDestination(),
      ]
      hum.frequency.value = note
      gain.gain.value = 0.4
      hum.connect(gain).connect(out)
      hum.start()
      return out.stream
    }
    const Peer = RTCPeerConnection
    window.RTCPeerConnection = class extends Peer {
      constructor(...given: ConstructorParameters<typeof Peer>) {
        super(...given)
        peers.push(this)
        this.addEventListener('track', ({ track }) => {
          const ear = context.createAnalyser()
          ear.fftSize = 8_192
          // With the usual smoothing a note lingers that nobody hums any more.
          ear.smoothingTimeConstant = 0
          context.createMediaStreamSource(new MediaStream([track])).connect(ear)
          ears.push(ear)
        })
      }
    }
  }, hertz)
}

/** The notes that are loudest in each voice that is heard now, in hertz, low to high. */
export const notesOn = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { ears, context } = Reflect.get(window, 'veghe') as { ears: AnalyserNode[]; context: AudioContext }
    const notes = ears.flatMap((ear) => {
      const loudness = new Float32Array(ear.frequencyBinCount)
      ear.getFloatFrequencyData(loudness)
      const peak = loudness.reduce((best, each, bin) => (each > (loudness[best] ?? -999) ? bin : best), 1)
      return (loudness[peak] ?? -999) > -55 ? [(peak * context.sampleRate) / ear.fftSize] : []
    })
    return notes.sort((a, b) => a - b)
  })

/** Bytes of sound that have come in on this page, over all its lines. */
export const bytesOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { peers } = Reflect.get(window, 'veghe') as { peers: RTCPeerConnection[] }
    let bytes = 0
    for (const peer of peers)
      for (const report of (await peer.getStats()).values())
        if (report.type === 'inbound-rtp') bytes += report.bytesReceived
    return bytes
  })

/** Within ten hertz, as an ear would have it. */
export const hears = async (page: Page, hertz: number): Promise<boolean> =>
  (await notesOn(page)).some((note) => Math.abs(note - hertz) <= 10)
