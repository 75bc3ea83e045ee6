import type { MessageStatus } from '@veghe/shared/intake/intake.codes.ts'
import type { CallProgress } from '@veghe/shared/telephony/telephony.codes.ts'
import twilio from 'twilio'
import type { TwilioAccount } from '../platform/config.ts'
import { type CarrierAttachments, openAttachments } from './client.attachments.ts'
import { type CarrierRecordings, openRecordings } from './client.recordings.ts'
import { type CarrierRooms, openRooms } from './client.rooms.ts'
import { isFromDesk } from './desk.ts'
import { callProgress, messageStatus } from './events.read.ts'

export type Placed<Status> = { sid: string; status: Status }
export type ListedCall = Placed<CallProgress> & {
  direction: 'in' | 'out'
  from: string
  to: string
  startedAt: Date
  endedAt: Date | null
}
export type ListedMessage = Placed<MessageStatus> & {
  direction: 'in' | 'out'
  from: string
  to: string
  text: string
  /** How many things came beside it. */
  attachments: number
  createdAt: Date
  errorCode: string | null
}

/**
 * What is asked of the telephone network about calls and texts. `url`s are absolute; numbers are E.164, for a text
 * with `whatsapp:` before.
 */
type CallsAndTexts = {
  sendMessage: (text: { to: string; text: string; statusUrl: string }) => Promise<Placed<MessageStatus>>
  /**
   * Whether a person or a machine picks up is found out `first`, before anything is said, or told at an address while
   * the call goes on.
   */
  placeCall: (call: {
    to: string
    url: string
    statusUrl: string
    machine?: 'first' | { url: string }
    /** The number they see; without it the line's own. */
    shown?: string
  }) => Promise<Placed<CallProgress>>
  /** A call that needs nothing more of us: what it says goes with it. */
  sayTo: (call: { to: string; document: string }) => Promise<void>
  /** From the parking place if it still stands there, else from wherever it is. */
  moveCall: (call: { sid: string; parkedIn: string; url: string }) => Promise<void>
  hangUp: (sid: string) => Promise<void>
  /** Puts one party of a conference aside, where they hear what is at `url`; with null they are taken back. */
  setAside: (party: { room: string; sid: string; url: string | null }) => Promise<void>
  message: (sid: string) => Promise<ListedMessage>
  call: (sid: string) => Promise<ListedCall>
  /** The newest to this number, newest first. */
  messagesTo: (to: string) => Promise<ListedMessage[]>
  callsTo: (to: string) => Promise<ListedCall[]>
  messagesSince: (since: Date) => Promise<ListedMessage[]>
  /** Calls that began or ended since. A desk that came into one is no call of its own. */
  callsSince: (since: Date) => Promise<ListedCall[]>
}

export type Carrier = CallsAndTexts & CarrierAttachments & CarrierRecordings & CarrierRooms

/** The library's usual half minute would keep an answered caller waiting. */
const timeoutMs = 4_000
const pageSize = 1000

/** Sends what is meant for the carrier to the stand-in on this machine, saying whom it was meant for. */
function clientTo(home: string | null) {
  const client = new twilio.RequestClient({ timeout: timeoutMs })
  if (home === null) return client
  client.axios.interceptors.request.use((asked) => {
    const meant = new URL(asked.url ?? '')
    asked.headers.set('x-twilio-host', meant.host)
    asked.url = home + meant.pathname + meant.search
    return asked
  })
  return client
}

/** `standIn` is the stand-in's address, or null to reach the carrier itself. */
export function openCarrier(account: TwilioAccount, standIn: string | null): Carrier {
  const httpClient = clientTo(standIn)
  const { accountSid, number: from, messagingServiceSid } = account
  const client = twilio(account.apiKey, account.apiSecret, { accountSid, httpClient })
  const queueSids = new Map<string, string>()

  const queueSid = async (name: string): Promise<string | null> => {
    if (!queueSids.has(name))
      for (const queue of await client.queues.list({ pageSize })) queueSids.set(queue.friendlyName, queue.sid)
    return queueSids.get(name) ?? null
  }

  return {
    ...openAttachments({ client, http: httpClient, account }),
    ...openRecordings({ client, http: httpClient, account }),
    ...openRooms(client),
    sendMessage: async ({ to, text, statusUrl }) => {
      const wish = { to, body: text, messagingServiceSid, statusCallback: statusUrl }
      return readMessage(await client.messages.create(wish))
    },
    placeCall: async ({ to, url, statusUrl, machine, shown = from }) => {
      const statusCallbackEvent = ['initiated', 'ringing', 'answered', 'completed']
      const said = { url, fallbackUrl: `${url}${secondAsking}` }
      const wish = { to, from: shown, ...said, timeout: 25, statusCallback: statusUrl, statusCallbackEvent }
      return readCall(await client.calls.create({ ...wish, ...(machine ? detection(machine) : {}) }))
    },
    sayTo: async ({ to, document }) => {
      await client.calls.create({ to, from, twiml: document, timeout: 25 })
    },
    moveCall: async ({ sid, parkedIn, url }) => {
      const queue = await queueSid(parkedIn)
      try {
        if (!queue) throw new NotParked()
        await client.queues(queue).members(sid).update({ url })
      } catch (error) {
        if (!(error instanceof NotParked) && carrierFailure(error).kind !== 'gone') throw error
        await client.calls(sid).update({ url })
      }
    },
    hangUp: async (sid) => {
      await client.calls(sid).update({ status: 'completed' })
    },
    setAside: async ({ room, sid, url }) => {
      const [found] = await client.conferences.list({ friendlyName: room, status: 'in-progress', limit: 1 })
      if (!found) throw new NotInRoom()
      const wish = url === null ? { hold: false } : { hold: true, holdUrl: url }
      await client.conferences(found.sid).participants(sid).update(wish)
    },
    message: async (sid) => readMessage(await client.messages(sid).fetch()),
    call: async (sid) => readCall(await client.calls(sid).fetch()),
    messagesTo: async (to) => (await client.messages.list({ to, limit: 20 })).map(readMessage),
    callsTo: async (to) => (await client.calls.list({ to, limit: 20 })).map(readCall),
    messagesSince: async (since) =>
      (await client.messages.list({ dateSentAfter: since, pageSize })).map(readMessage),
    callsSince: async (since) => {
      const [began, ended] = await Promise.all([
        client.calls.list({ startTimeAfter: since, pageSize }),
        client.calls.list({ endTimeAfter: since, pageSize }),
      ])
      const listed = [...new Map([...began, ...ended].map((call) => [call.sid, readCall(call)])).values()]
      return listed.filter(({ from }) => !isFromDesk(from))
    },
  }
}

/**
 * The same document, asked for once more: whoever has just picked up would hear the carrier's own words of an error, and
 * the line die. An address of its own: one that has just failed need not be asked twice.
 */
const secondAsking = '&again=1'

const detection = (machine: 'first' | { url: string }) => ({
  ...{ machineDetection: 'Enable', machineDetectionTimeout: 5 },
  ...(machine === 'first' ? {} : { asyncAmd: 'true', asyncAmdStatusCallback: machine.url }),
})

/** The parking place was never used, so the call cannot stand in it. */
class NotParked extends Error {}

/** Nobody is in a conference that has not begun, or is over. */
class NotInRoom extends Error {}

/**
 * What went wrong, as far as it matters: `refused` for good, the call is `gone`, it was certainly `not_sent`, or
 * nobody knows (`unknown`): then it may have been done, and must be looked up before it is tried again.
 */
export type CarrierFailure = { kind: 'refused' | 'gone' | 'not_sent' | 'unknown'; code: string }

const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const callIsOver = new Set([21220, 20404])

export function carrierFailure(error: unknown): CarrierFailure {
  if (error instanceof NotInRoom) return { kind: 'gone', code: 'not_in_room' }
  if (error instanceof twilio.RestException) {
    const code = String(error.code ?? error.status)
    if (error.status === 429) return { kind: 'not_sent', code }
    if (error.status >= 500) return { kind: 'unknown', code }
    return { kind: callIsOver.has(error.code ?? 0) ? 'gone' : 'refused', code }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return { kind: neverLeft.has(code) ? 'not_sent' : 'unknown', code }
}

type Message = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['create']>>
type Call = Awaited<ReturnType<ReturnType<typeof twilio>['calls']['create']>>

const readMessage = (row: Message): ListedMessage => ({
  sid: row.sid,
  status: messageStatus(row.status),
  direction: row.direction === 'inbound' ? 'in' : 'out',
  from: row.from,
  to: row.to,
  text: row.body,
  attachments: Number(row.numMedia) || 0,
  createdAt: row.dateCreated,
  errorCode: row.errorCode ? String(row.errorCode) : null,
})

const readCall = (row: Call): ListedCall => ({
  sid: row.sid,
  status: callProgress(row.status),
  direction: row.direction === 'inbound' ? 'in' : 'out',
  from: row.from,
  to: row.to,
  startedAt: row.startTime ?? row.dateCreated,
  // The library says there is always an end; the carrier gives none while the call lasts.
  endedAt: row.endTime ?? null,
})
