import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { look } from '@veghe/server/intake/browser-calls.ts'
import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import { carrierOf } from '@veghe/server/telephony/reach.ts'
import { isSupervisor } from '@veghe/server/telephony/twiml.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { expect, onTestFinished } from 'vitest'
import { RTCPeerConnection } from 'werift'
import { z } from 'zod'
import type { World } from './app.ts'
import { offerOf, pageSays } from './browser-callers.ts'
import { entryOf } from './desk.ts'
import { queueOf } from './line.ts'
import type { Person } from './person.ts'
import { listens, operator, windowOf } from './queue.ts'
import { openSoftphone } from './softphone.ts'
import type { InANetwork } from './this-file.ts'

/** Somebody on the line, as they would tell it themselves. */
export type OnLine = {
  contactId: ContactId
  is: () => Promise<'waiting' | 'connected' | 'ended'>
  hangsUp: () => Promise<void>
  /** Who is in the conversation beside the caller, and whether the caller was put aside. */
  around: () => Promise<{ desks: number; isAside: boolean }>
  /** What is said with them is being recorded where the voices are. */
  isRecorded: () => Promise<boolean>
}

/** How voices come and go by one of the two adapters. */
export type Adapter = {
  rings: () => Promise<OnLine>
  /** The sound of a desk comes up; says whether the caller is aside. */
  comesIn: (desk: Person, contactId: ContactId) => Promise<{ isHeld: boolean }>
  /** The sound of whoever supervises comes up, in the mode they asked for; `dies` takes it away without a word. */
  supervises: (desk: Person, contactId: ContactId, mode: SupervisorMode) => Promise<{ dies: () => void }>
  /** How a supervisor is heard where the voices are; null where there is none. */
  heardAs: (contactId: ContactId) => Promise<SupervisorMode | null>
  /** Whatever was asked of either side has been done. */
  settles: () => Promise<void>
}

const newest = async (world: World): Promise<ContactId> => {
  const waiting = (await queueOf(world)).filter(({ state, live }) => state === 'waiting' && live)
  const last = waiting.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime()).at(-1)
  if (!last) throw new Error('Nobody waits.')
  return last.id
}

/** What either adapter needs a moment for, in real time. */
export const soon = { timeout: 10_000, interval: 20 }

/** The caller and the desk are in one conversation. */
export async function talking(
  world: World,
  by: Adapter,
): Promise<{ call: OnLine; ana: Person; contactId: ContactId }> {
  const call = await by.rings()
  const ana = await operator(world)
  const { contactId } = await ana.does('queue.next', {})
  expect(contactId).toBe(call.contactId)
  await by.settles()
  await by.comesIn(ana, contactId)
  await expect.poll(call.is, soon).toBe('connected')
  return { call, ana, contactId }
}

export const consultStages = ['asked', 'accepted', 'on_line'] as const

/** Ana speaks with somebody and has asked Ben, who has come as far as this. */
export async function consulting(world: World, by: Adapter, stage: (typeof consultStages)[number]) {
  const { call, ana, contactId } = await talking(world, by)
  const ben = await operator(world, { name: 'Ben Pop' })
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  if (stage !== 'asked') await ben.does('queue.acceptConsult', { contactId })
  if (stage === 'on_line') {
    await by.comesIn(ben, contactId)
    const officer = await world.signIn('duty_officer')
    const reached = async () => (await entryOf(officer, contactId))?.consult?.stage
    await expect.poll(reached, soon).toBe('on_line')
    await expect.poll(call.around, soon).toMatchObject({ desks: 2 })
  }
  return { call, ana, ben, contactId }
}

/** For so long that a screen which is gone is soon believed to be gone. Before anybody rings. */
export async function listensForLong({ world, network }: InANetwork): Promise<void> {
  const zoe = await operator(world)
  await network.sendText({ from: '+40700091000', body: 'alo' })
  const { contactId } = await zoe.does('queue.next', {})
  const screen = windowOf(world, zoe)
  await listens(world, 24, () => screen.beats(contactId))
}

let numbered = 0

/** By name, for `describe.each`. */
export const adaptersFor = (here: InANetwork): [string, Adapter][] => [
  ['a call by telephone', byTelephone(here)],
  ['a call from a browser', byBrowser(here)],
]

/** The carrier, with the stand-in in its place: webhooks, REST, and a desk at its gateway. */
function byTelephone(here: InANetwork): Adapter {
  return {
    settles: here.settles,
    rings: async () => {
      const { world, network } = here
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
          await here.settles()
        },
        around: async () => {
          const parties = await partiesOf(network, sid)
          return {
            desks: parties.filter(({ call_sid }) => call_sid !== sid).length,
            isAside: parties.some(({ call_sid, hold }) => call_sid === sid && hold),
          }
        },
        isRecorded: async () =>
          (await carrierOf(world.server).recordingsOf(sid)).some(({ state }) => state === 'running'),
      }
    },
    comesIn: async (desk, contactId) => {
      const { token, gateway, isHeld } = await desk.asks('queue.lineToken', { contactId })
      const phone = await openSoftphone({ gateway: gateway ?? '', token })
      await phone.calls({ conf: contactId })
      await here.network.seen((entry) => entry.what === 'room.joined' && entry.room === contactId)
      return { isHeld }
    },
    supervises: async (desk, contactId, mode) => {
      const { line } = await desk.does('queue.superviseCall', { contactId, mode })
      const phone = await openSoftphone({ gateway: line?.gateway ?? '', token: line?.token ?? '' })
      await phone.calls({ conf: contactId })
      return { dies: phone.dies }
    },
    heardAs: async (contactId) => {
      const parties = await carrierOf(here.world.server).partiesIn(contactId)
      const theirs = parties.find(({ label }) => isSupervisor(label))
      return theirs ? (theirs.isMuted ? 'listen' : theirs.coaches ? 'whisper' : 'barge') : null
    },
  }
}

const Rooms = z.object({ conferences: z.array(z.object({ sid: z.string() })) })
const Parties = z.object({ participants: z.array(z.object({ call_sid: z.string(), hold: z.boolean() })) })

/** As the carrier itself lists them: those in the room where this call stands. */
async function partiesOf({ url, account }: Carrier, sid: string) {
  const key = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')
  const asked = async (path: string): Promise<unknown> => {
    const at = `${url}/2010-04-01/Accounts/${account.accountSid}/Conferences${path}`
    const response = await fetch(at, { headers: { authorization: `Basic ${key}` } })
    return response.json()
  }
  for (const room of Rooms.parse(await asked('.json?Status=in-progress')).conferences) {
    const { participants } = Parties.parse(await asked(`/${room.sid}/Participants.json`))
    if (participants.some(({ call_sid }) => call_sid === sid)) return participants
  }
  return []
}

const isEnd = (entry: ReturnType<Carrier['journal']>[number], sid: string): boolean =>
  entry.what === 'call.status' && entry.sid === sid && entry.status === 'completed'

/** Our own rooms: a page that calls, and a desk whose offer is answered. */
function byBrowser(here: InANetwork): Adapter {
  const callOf = (contactId: ContactId) =>
    switchboardOf(here.world.server)
      .all()
      .find((call) => call.contactId === contactId)
  const says = (path: string, body: object) => pageSays(here.world, path, body)
  return {
    settles: () => here.world.settle(),
    rings: async () => {
      const { world } = here
      const { key = '' } = await says('', { offer: await offer() })
      const contactId = await newest(world)
      return {
        contactId,
        is: async () => (await look(world.server, key)).state,
        hangsUp: async () => {
          await says('/end', { key })
        },
        around: async () => {
          const room = callOf(contactId)?.room
          const desks = (['operator', 'guest'] as const).filter((voice) => room?.has(voice))
          return { desks: desks.length, isAside: room?.state().isHeld ?? false }
        },
        isRecorded: async () => {
          const call = callOf(contactId)
          return Boolean(call?.recording) && call?.room.state().isHeld === false
        },
      }
    },
    comesIn: async (desk, contactId) => desk.does('queue.joinCall', { contactId, offer: await offer() }),
    supervises: async (desk, contactId, mode) => {
      await desk.does('queue.superviseCall', { contactId, mode, offer: await offer() })
      return { dies: () => callOf(contactId)?.room.leaves('supervisor') }
    },
    heardAs: async (contactId) => {
      const room = callOf(contactId)?.room
      return room?.has('supervisor') ? room.state().supervisor : null
    },
  }
}

function offer(): Promise<string> {
  const peer = new RTCPeerConnection()
  onTestFinished(() => peer.close())
  return offerOf(peer)
}
