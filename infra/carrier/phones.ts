import { inboundLeg, isSoftphone, type Leg, phoneOf } from './leg.ts'
import type { Live, Network } from './network.ts'
import { type Call, isOver, type TextMessage } from './register.ts'
import { openSoftLine } from './softphone/line.ts'
import type { Sound } from './sound/frames.ts'
import { isPhone, openPhoneSound, type PhoneSound } from './sound/phone.ts'
import { receiveText, type SentText } from './texts.ts'
import { ringIn } from './voice/inbound.ts'

/** What a phone cannot do now, in one sentence for whoever asked. */
export class NotPossible extends Error {}

/** A call by its sid, or the call of a phone. */
export type Which = { sid?: string | undefined; phone?: string | undefined }

export type NewCall = {
  from: string
  to?: string | undefined
  headers?: Record<string, string> | undefined
  /** The note that whoever calls hums, in hertz, for whoever has ears. */
  hum?: number | undefined
}

/** One telephone and all it has seen, newest last. */
export type Phone = { number: string; calls: Call[]; texts: TextMessage[] }

/** A phone calls the line. Resolves when the product has answered the first request, or has failed to. */
export async function placeCall(net: Network, wanted: NewCall): Promise<Call> {
  const call = dial(net, wanted)
  await net.webhooks.settled(call.sid)
  return call
}

/** The same without waiting for the product: whoever dialled may have hung up before it answers. */
export function dial(net: Network, wanted: NewCall): Call {
  const sound = openPhoneSound()
  sound.hum(wanted.hum)
  return ringIn(net, inboundLeg(net.account, wanted), sound).call
}

/** The caller speaks: there is no sound here, so the words stand in the transcript of the call. */
export function say(net: Network, which: Which, words: string): Call {
  const { call } = liveOf(net, which, (candidate) => candidate.pickUp === undefined)
  net.journal.record({ what: 'call.said', sid: call.sid, text: words })
  return call
}

/** What the far end of a call is: a throat for one note, and an ear. */
export function soundOf(net: Network, which: Which): Omit<PhoneSound, keyof Sound> {
  return heardOn(liveOf(net, which, ({ sound }) => isPhone(sound)))
}

function heardOn({ sound }: Live): PhoneSound {
  if (isPhone(sound)) return sound
  throw new NotPossible('Nothing is heard on this call.')
}

/** A browser is the telephone's ear and mouth from now on; without its offer the telephone is alone again. */
export async function talk(
  net: Network,
  which: Which,
  offer: string | undefined,
): Promise<{ answer: string | null }> {
  const live = liveOf(net, which, ({ sound }) => isPhone(sound))
  const line = offer === undefined ? undefined : await openSoftLine(offer).catch(refuseOffer)
  heardOn(live).handTo(line)
  void live.over.then(() => line?.close())
  return { answer: line?.answer ?? null }
}

function refuseOffer(): never {
  throw new NotPossible('This is no offer of sound.')
}

/** Resolves when the product has heard of it, or could not be told. */
export async function hangUp(net: Network, which: Which): Promise<Call> {
  const live = liveOf(net, which, () => true)
  if (live.pickUp) live.pickUp('busy')
  else live.line.break({ kind: 'hang-up' })
  await live.over
  await net.webhooks.settled(live.call.sid)
  return live.call
}

export async function press(net: Network, which: Which, digits: string): Promise<Call> {
  if (!/^[0-9*#]+$/.test(digits)) throw new NotPossible(`"${digits}" are no telephone keys.`)
  const live = liveOf(net, which, (candidate) => candidate.pickUp === undefined)
  if (!live.line.press(digits)) throw new NotPossible('Nothing listens for keys on this call just now.')
  net.journal.record({ what: 'call.pressed', sid: live.call.sid, digits })
  await net.webhooks.settled(live.call.sid)
  return live.call
}

/** Somebody, or an answering machine, picks up a ringing phone. */
export async function answer(net: Network, which: Which, by: 'human' | 'machine'): Promise<Call> {
  const live = ringingAt(net, which)
  live.machine = by === 'machine'
  live.pickUp?.('answered')
  await net.webhooks.settled(live.call.sid)
  return live.call
}

export async function decline(net: Network, which: Which): Promise<Call> {
  const live = ringingAt(net, which)
  live.pickUp?.('busy')
  await live.over
  await net.webhooks.settled(live.call.sid)
  return live.call
}

export async function sendText(net: Network, text: SentText): Promise<TextMessage> {
  if (text.body === '' && !text.media?.length) throw new NotPossible('A text needs at least one letter.')
  return receiveText(net, text)
}

export function phone(net: Network, number: string): Phone {
  const calls = [...net.register.calls.values()].filter((call) => phoneOf(call) === number)
  const texts = [...net.register.texts.values()].filter((text) => phoneOfText(text) === number)
  return { number, calls, texts }
}

/** A list for people to look at: this many phones, and this many of each one's last calls and texts. */
const SHOWN = { phones: 50, calls: 10, texts: 20 }

/** The phones the network has seen lately, the one used last first. */
export function phones(net: Network): Phone[] {
  const known = new Map<string, { phone: Phone; last: number }>()
  const seen = (number: string, at: Date): Phone => {
    const entry = known.get(number) ?? { phone: { number, calls: [], texts: [] }, last: 0 }
    entry.last = Math.max(entry.last, at.getTime())
    known.set(number, entry)
    return entry.phone
  }
  for (const call of callsOf(net)) seen(phoneOf(call), call.createdAt).calls.push(call)
  for (const text of net.register.texts.values()) seen(phoneOfText(text), text.createdAt).texts.push(text)
  return [...known.values()]
    .sort((a, b) => b.last - a.last)
    .slice(0, SHOWN.phones)
    .map(({ phone: { number, calls, texts } }) => ({
      number,
      calls: calls.slice(-SHOWN.calls),
      texts: texts.slice(-SHOWN.texts),
    }))
}

/** The carrier's own count, which the product's ledger has to meet. */
export type Counts = { calls: number; texts: number; callsOut: number; textsOut: number }

export function counts(net: Network, since: Date | undefined): Counts {
  const recent = (entry: { createdAt: Date }) => !since || entry.createdAt >= since
  const calls = callsOf(net).filter(recent)
  const texts = [...net.register.texts.values()].filter(recent)
  const inbound = (entry: { direction: Leg['direction'] }) => entry.direction === 'inbound'
  return {
    calls: calls.filter(inbound).length,
    texts: texts.filter(inbound).length,
    callsOut: calls.filter((call) => !inbound(call)).length,
    textsOut: texts.filter((text) => !inbound(text)).length,
  }
}

/** Between telephones: a softphone that comes into one is somebody's desk. */
const callsOf = (net: Network): Call[] =>
  [...net.register.calls.values()].filter((call) => !isSoftphone(call))

function phoneOfText(text: TextMessage): string {
  return text.direction === 'inbound' ? text.from : text.to
}

function ringingAt(net: Network, which: Which): Live {
  return liveOf(net, which, (live) => live.pickUp !== undefined)
}

function liveOf(net: Network, which: Which, fits: (live: Live) => boolean): Live {
  const found = [...net.live.values()].filter((live) => isMeant(live.call, which) && fits(live)).at(-1)
  if (found) return found
  const name = which.sid ?? which.phone ?? 'nobody'
  throw new NotPossible(`There is no such call on ${name} now.`)
}

function isMeant(call: Call, which: Which): boolean {
  if (isOver(call)) return false
  return which.sid === undefined ? phoneOf(call) === which.phone : call.sid === which.sid
}
