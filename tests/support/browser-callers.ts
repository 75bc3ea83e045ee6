import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import { MediaStreamTrack, RTCPeerConnection } from 'werift'
import { z } from 'zod'
import type { World } from './app.ts'
import { queueOf } from './line.ts'
import { operator } from './queue.ts'

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

/** What a browser with a microphone offers: its own voice, and room for four others. */
export async function offerOf(peer: RTCPeerConnection): Promise<string> {
  peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendonly' })
  for (let voice = 0; voice < 4; voice++) peer.addTransceiver('audio', { direction: 'recvonly' })
  await peer.setLocalDescription(await peer.createOffer())
  return peer.localDescription?.sdp ?? ''
}

/** The public page asks, from our own address unless said otherwise. */
export async function pageSays(
  { url, server }: World,
  path: string,
  body: object,
  origin = server.config.publicUrl,
) {
  const response = await fetch(`${url}/help/call${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...Said.parse(await response.json()) }
}

/** People who press the button on the public page, without a browser: what they offer is real, what they say is nothing. */
export function browserCallers(world: () => World) {
  const peers: RTCPeerConnection[] = []
  const offer = (): Promise<string> => {
    const peer = new RTCPeerConnection()
    peers.push(peer)
    return offerOf(peer)
  }
  const says = (path: string, body: object, origin?: string) => pageSays(world(), path, body, origin)
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
  /** One of them is on the line with Ana, and Radu has the duty. */
  const talking = async () => {
    const { key, contactId } = await rings()
    const ana = await operator(world(), { name: 'Ana Mureșan' })
    await ana.does('queue.next', {})
    await ana.does('queue.joinCall', { contactId, offer: await offer() })
    const radu = await world().signIn('duty_officer', { name: 'Radu Tămaș' })
    return { key, contactId, ana, radu }
  }
  return { offer, says, rings, talking, hangUpAll }
}
