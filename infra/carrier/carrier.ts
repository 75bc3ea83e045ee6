import { createServer } from 'node:http'
import express from 'express'
import type { CarrierAccount } from './account.ts'
import { controlApi } from './control.ts'
import { type Faults, noFaults } from './faults.ts'
import { type Entry, type Journal, openJournal, readJournal } from './journal.ts'
import { CALL_BACK_NUMBER } from './leg.ts'
import { openMedia } from './media.ts'
import type { Network, NumberSettings } from './network.ts'
import { servePage } from './page.ts'
import * as phones from './phones.ts'
import { openRecordings } from './recordings.ts'
import { type Call, enter, isOver, openRegister, type Register, type TextMessage } from './register.ts'
import { keepFallback } from './reserve.ts'
import { restApi } from './rest/api.ts'
import { openStage, type Stage } from './scenarios/stage.ts'
import { openDoors } from './sockets.ts'
import { openGateway } from './softphone/gateway.ts'
import type { SentText } from './texts.ts'
import { openTrunk } from './trunk/door.ts'
import { openQueues } from './voice/queues.ts'
import { openRooms } from './voice/rooms.ts'
import { openWebhooks } from './webhooks.ts'

export type CarrierOptions = {
  account: CarrierAccount
  journalFile: string
  /** The product's public address: what webhooks are signed for. */
  publicUrl: string
  /** Where the product listens; may be a function when it starts later than the network. */
  target?: string | (() => string)
  /** 0, the default, takes any free port. */
  port?: number
  /** How long a second of the network takes in milliseconds; tests make it short. Webhook deadlines stay real. */
  paceMs?: number
  /** What its records say the time is. Tests whose product has a clock of its own give that one. */
  now?: () => Date
  /** Differs from the usual addresses only where delivery rules are wanted in their fragments. */
  number?: Partial<NumberSettings>
  /** A second number of the account, from which calls may be placed too; that of the demo unless said otherwise. */
  callBackNumber?: string
}

/** A running telephone network, driven from within the process. */
export type Carrier = {
  account: CarrierAccount
  /** Base address of the REST API and of the page. */
  url: string
  placeCall(call: phones.NewCall): Promise<Call>
  hangUp(which: phones.Which): Promise<Call>
  press(which: phones.Which, digits: string): Promise<Call>
  answer(which: phones.Which, by?: 'human' | 'machine'): Promise<Call>
  decline(which: phones.Which): Promise<Call>
  sendText(text: SentText): Promise<TextMessage>
  /** The note that whoever calls hums from now on, in hertz; without one they are silent. */
  hum(which: phones.Which, hertz?: number): void
  /** The note that whoever calls hears just now, in hertz. */
  note(which: phones.Which): number | undefined
  phone(number: string): phones.Phone
  phones(): phones.Phone[]
  journal(since?: Date): Entry[]
  counts(since?: Date): phones.Counts
  /** The first entry that matches, written already or within `ms` of real time. */
  seen(match: (entry: Entry) => boolean, ms?: number): Promise<Entry>
  /** Resolves when no webhook is under way. */
  settled(): Promise<void>
  faults(change: Partial<Faults>): Faults
  /** What it plays itself to whoever calls the line while the product does not answer; null: asks the product again. */
  keepFallback(document: string | null): void
  stage: Stage
  stop(): Promise<void>
}

export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const net = openNetwork(options)
  const stage = openStage(net)
  const app = express()
  app.disable('x-powered-by')
  app.use(restApi(net))
  app.use(controlApi(net, stage))
  app.use(servePage())
  const server = createServer(app)
  const doors = [openGateway(net), openTrunk(net)]
  openDoors(server, doors)
  const port = await listen(server, options.port ?? 0)
  return {
    account: net.account,
    url: `http://127.0.0.1:${port}`,
    placeCall: (call) => phones.placeCall(net, call),
    hangUp: (which) => phones.hangUp(net, which),
    press: (which, digits) => phones.press(net, which, digits),
    answer: (which, by = 'human') => phones.answer(net, which, by),
    decline: (which) => phones.decline(net, which),
    sendText: (text) => phones.sendText(net, text),
    hum: (which, hertz) => phones.soundOf(net, which).hum(hertz),
    note: (which) => phones.soundOf(net, which).note(),
    phone: (number) => phones.phone(net, number),
    phones: () => phones.phones(net),
    journal: (since) => net.journal.since(since),
    counts: (since) => phones.counts(net, since),
    seen: net.journal.seen,
    settled: () => net.webhooks.settled(),
    faults: (change) => Object.assign(net.faults, change),
    keepFallback: (document) => void keepFallback(net, document),
    stage,
    async stop() {
      net.webhooks.close()
      for (const door of doors) door.close()
      for (const live of net.live.values()) live.line.break({ kind: 'cut' })
      net.live.clear()
      stage.close()
      net.journal.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function openNetwork(options: CarrierOptions): Network {
  const { account, target = options.publicUrl, now = () => new Date() } = options
  const publicUrl = new URL(options.publicUrl).href.replace(/\/$/, '')
  const register = rebuild(options)
  const journal = openJournal(options.journalFile, now)
  journal.watch((entry) => enter(register, entry))
  endBrokenCalls(journal, register)
  const faults = noFaults()
  const route = { authToken: account.authToken, publicUrl, faults, journal }
  const webhooks = openWebhooks({ ...route, target: typeof target === 'string' ? () => target : target })
  return {
    account,
    numbers: [account.number, options.callBackNumber ?? CALL_BACK_NUMBER],
    number: { ...usualNumber(publicUrl), ...options.number },
    secondMs: options.paceMs ?? 1000,
    now,
    journal,
    register,
    live: new Map(),
    queues: openQueues(account.accountSid, now),
    rooms: openRooms(now),
    recordings: openRecordings({ accountSid: account.accountSid, now, journal, webhooks }),
    media: openMedia(now),
    webhooks,
    faults,
    nextStart: 0,
  }
}

function usualNumber(home: string): NumberSettings {
  return {
    voiceUrl: `${home}/twilio/voice`,
    voiceFallbackUrl: `${home}/twilio/fallback`,
    statusCallback: `${home}/twilio/status`,
    smsUrl: `${home}/twilio/messages`,
    clientUrl: `${home}/twilio/client`,
  }
}

function rebuild(options: CarrierOptions): Register {
  const register = openRegister(options.account.accountSid)
  for (const entry of readJournal(options.journalFile)) enter(register, entry)
  return register
}

/** Calls the network itself broke off when it last went down. Nobody is told: a status callback is never sent later. */
function endBrokenCalls(journal: Journal, register: Register): void {
  for (const call of register.calls.values()) {
    if (isOver(call)) continue
    journal.record({ what: 'call.status', sid: call.sid, status: call.answeredAt ? 'completed' : 'failed' })
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Loopback only: whoever reaches this port can speak as anybody's telephone.
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
