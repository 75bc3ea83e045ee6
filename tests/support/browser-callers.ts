import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import { MediaStreamTrack, RTCPeerConnection } from 'werift'
import { z } from 'zod'
import type { World } from './app.ts'
import { queueOf } from './line.ts'

/** What the public page is answered. */
export const Said = z.object({
  key: z.string().optional(),
  answer: z.string().optional(),
  state: z.string().optional(),
  code: z.string().optional(),
  question: z
    .object({ turn: z.int(), language: z.string(), said: z.record(z.string(), z.string()) })
    .nullish(),
})

/** People who press the button on the public page, without a browser: what they offer is real, what they say is nothing. */
export function browserCallers(world: () => World) {
  const peers: RTCPeerConnection[] = []
  /** What a browser with a microphone offers: its own voice, and room for four others. */
  const offer = async (): Promise<string> => {
    const peer = new RTCPeerConnection()
    peers.push(peer)
    peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendonly' })
    for (let voice = 0; voice < 4; voice++) peer.addTransceiver('audio', { direction: 'recvonly' })
    await peer.setLocalDescription(await peer.createOffer())
    return peer.localDescription?.sdp ?? ''
  }
  const says = async (path: string, body: object, origin = world().server.config.publicUrl) => {
    const response = await fetch(`${world().url}/help/call${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    })
    return { status: response.status, ...Said.parse(await response.json()) }
  }
  const rings = async (more: object = {}) => {
    const { key = '', answer = '', status } = await says('', { offer: await offer(), ...more })
    const entry = (await queueOf(world())).find(({ state }) => state === 'waiting')
    if (status !== 200 || !entry) throw new Error(`Nobody stands in the queue (${status}).`)
    return { key, answer, contactId: entry.id }
  }
  const hangUpAll = async () => {
    for (const peer of peers.splice(0)) await peer.close()
    const board = switchboardOf(world().server)
    for (const { callSid } of board.all()) board.end(callSid)
  }
  return { offer, says, rings, hangUpAll }
}
