/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { atTheDesk } from './browser-acts.ts'
import type { Product } from './browser-product.ts'

/* A microphone that hums one note, and an ear for each voice that comes in. The sound between them is real. */

/** Notes that no ear takes for one another, in hertz. */
export const [low, high, third] = [440, 1_000, 1_500]

/** An operator at the desk who hums this note, ready to be served. */
export async function atWork(product: Product, login: string, note: number): Promise<Page> {
  const { page } = await atTheDesk(product, login)
  await givesVoice(page, note)
  await page.reload()
  return page
}

/** Somebody who hums low and calls from the public page. */
export async function callsFromThePage(product: Product): Promise<Page> {
  const { page } = await product.chromium.opens()
  await givesVoice(page, low)
  await page.goto(`${product.url}/help`)
  await page.getByTestId('call-here').click()
  return page
}

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

/** Whoever was answered before they had heard that they are recorded is told so by their operator. */
export async function isRecorded(desk: Page): Promise<void> {
  const told = desk.getByRole('button', { name: 'I-am spus, înregistrează' })
  const on = desk.getByText('Se înregistrează.')
  await told.or(on).waitFor()
  if (await told.isVisible()) await told.click()
  await on.waitFor()
}

/** What a track of a recording holds: its loudest note in hertz, and how long it is and is silent, in seconds. */
export type Track = { voice: string; note: number; seconds: number; silent: number }

/** The tracks of a contact's recording, as this person's browser decodes them. */
export const tracksOf = (page: Page, contactId: string): Promise<Track[]> =>
  page.evaluate(async (id) => {
    const response = await fetch('/api/intake.recording', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contactId: id, reason: 'quality_review' }),
    })
    const { tracks } = (await response.json()) as { tracks: { voice: string; sound: string }[] }
    const context = new AudioContext({ sampleRate: 48_000 })
    const loudness = (sound: Float32Array, hertz: number) => {
      let [sin, cos] = [0, 0]
      for (const [i, each] of sound.entries()) {
        sin += each * Math.sin((2 * Math.PI * hertz * i) / 48_000)
        cos += each * Math.cos((2 * Math.PI * hertz * i) / 48_000)
      }
      return Math.hypot(sin, cos)
    }
    const read = async ({ voice, ...track }: { voice: string; sound: string }) => {
      const bytes = Uint8Array.from(atob(track.sound), (sign) => sign.charCodeAt(0))
      const sound = (await context.decodeAudioData(bytes.buffer)).getChannelData(0)
      const tenths = Array.from({ length: Math.floor(sound.length / 4_800) }, (_, i) =>
        Math.hypot(...sound.subarray(i * 4_800, (i + 1) * 4_800)),
      )
      const loudest = tenths.indexOf(Math.max(...tenths)) * 4_800
      const piece = sound.slice(loudest, loudest + 9_600)
      const notes = Array.from({ length: 281 }, (_, i) => 300 + i * 5)
      const heard = notes.map((hertz) => loudness(piece, hertz))
      return {
        voice,
        note: notes[heard.indexOf(Math.max(...heard))] ?? 0,
        seconds: sound.length / 48_000,
        silent: tenths.filter((each) => each < 1).length / 10,
      }
    }
    return Promise.all(tracks.map(read))
  }, contactId)
