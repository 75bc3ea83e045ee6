import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { look } from '@veghe/server/intake/browser-calls.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { onTestFinished } from 'vitest'
import { MediaStreamTrack, RTCPeerConnection } from 'werift'
import { z } from 'zod'
import type { World } from './app.ts'
import { queueOf } from './line.ts'
import type { Person } from './person.ts'
import { openSoftphone } from './softphone.ts'

/** Somebody on the line, as they would tell it themselves. */
export type OnLine = {
  contactId: ContactId
  is: () => Promise<'waiting' | 'connected' | 'ended'>
  hangsUp: () => Promise<void>
}

/** How voices come and go by one of the two adapters. */
export type Adapter = {
  rings: () => Promise<OnLine>
  /** The sound of a desk comes up; says whether the caller is aside. */
  comesIn: (desk: Person, contactId: ContactId) => Promise<{ isHeld: boolean }>
  /** Whatever was asked of either side has been done. */
  settles: () => Promise<void>
}

const newest = async (world: World): Promise<ContactId> => {
  const waiting = (await queueOf(world)).filter(({ state, live }) => state === 'waiting' && live)
  const last = waiting.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime()).at(-1)
  if (!last) throw new Error('Nobody waits.')
  return last.id
}

let numbered = 0

/** The carrier, with the stand-in in its place: webhooks, REST, and a desk at its gateway. */
export function byTelephone({ world, network }: { world: World; network: Carrier }): Adapter {
  const settles = async () => {
    await network.settled()
    await world.settle()
    await network.settled()
  }
  return {
    settles,
    rings: async () => {
      const { sid } = await network.placeCall({ from: `+4070009${String(1000 + ++numbered)}` })
      const where = () =>
        network
          .journal()
          .filter(({ what }) => /^(?:call\.queued|call\.unqueued|room\.joined|room\.left)$/.test(what))
          .findLast((entry) => 'sid' in entry && entry.sid === sid)
      return {
        contactId: await newest(world),
        is: async () => {
          if (network.journal().some((entry) => isEnd(entry, sid))) return 'ended'
          return where()?.what === 'room.joined' ? 'connected' : 'waiting'
        },
        hangsUp: async () => {
          await network.hangUp({ sid })
          await settles()
        },
      }
    },
    comesIn: async (desk, contactId) => {
      const { token, gateway, isHeld } = await desk.asks('queue.lineToken', { contactId })
      const phone = await openSoftphone({ gateway: gateway ?? '', token })
      await phone.calls({ conf: contactId })
      await network.seen((entry) => entry.what === 'room.joined' && entry.room === contactId)
      return { isHeld }
    },
  }
}

const isEnd = (entry: ReturnType<Carrier['journal']>[number], sid: string): boolean =>
  entry.what === 'call.status' && entry.sid === sid && entry.status === 'completed'

const Rung = z.object({ key: z.string() })

/** Our own rooms: a page that calls, and a desk whose offer is answered. */
export function byBrowser({ world }: { world: World }): Adapter {
  const origin = world.server.config.publicUrl
  const says = (path: string, body: object) =>
    fetch(`${world.url}/help/call${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    })
  return {
    settles: world.settle,
    rings: async () => {
      const response = await says('', { offer: await offer() })
      const { key } = Rung.parse(await response.json())
      return {
        contactId: await newest(world),
        is: async () => (await look(world.server, key)).state,
        hangsUp: async () => {
          await says('/end', { key })
        },
      }
    },
    comesIn: async (desk, contactId) => desk.does('queue.joinCall', { contactId, offer: await offer() }),
  }
}

async function offer(): Promise<string> {
  const peer = new RTCPeerConnection()
  onTestFinished(() => peer.close())
  peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendonly' })
  for (let voice = 0; voice < 4; voice++) peer.addTransceiver('audio', { direction: 'recvonly' })
  await peer.setLocalDescription(await peer.createOffer())
  return peer.localDescription?.sdp ?? ''
}
