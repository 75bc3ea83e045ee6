import { setTimeout as sleep } from 'node:timers/promises'
import { callStatus } from '../fixtures.ts'
import type { Happening } from '../journal.ts'
import { type CallStatus, type Leg, phoneOf } from '../leg.ts'
import type { Callback, CallProgress, Live, Network, RingOutcome } from '../network.ts'
import type { Call } from '../register.ts'
import { newSid } from '../sids.ts'
import { openLine } from './line.ts'

type Placed = Omit<Extract<Happening, { what: 'call.placed' }>, 'what' | 'sid'>

/** Puts a new call on the network, ringing or queued. */
export function openCall(
  net: Network,
  placed: Placed,
  wishes: Partial<Pick<Live, 'callback' | 'fallbackUrl' | 'sound'>>,
): Live {
  const sid = newSid('CA')
  net.journal.record({ what: 'call.placed', sid, ...placed })
  const call = net.register.calls.get(sid)
  if (!call) throw new Error(`The register did not take up ${sid}.`)
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const live: Live = {
    call,
    line: openLine(net.secondMs),
    callback: wishes.callback,
    fallbackUrl: wishes.fallbackUrl,
    sequence: 0,
    pickUp: undefined,
    machine: false,
    sound: wishes.sound,
    endsAs: undefined,
    over,
    end,
  }
  net.live.set(sid, live)
  return live
}

export function answerInbound(net: Network, live: Live): void {
  const { call } = live
  if (call.direction !== 'inbound' || call.status !== 'ringing') return
  net.journal.record({ what: 'call.status', sid: call.sid, status: 'in-progress' })
}

const progress: Partial<Record<CallStatus, CallProgress>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'completed',
  busy: 'completed',
  failed: 'completed',
  'no-answer': 'completed',
  canceled: 'completed',
}

/** Moves a call on and tells whoever asked to be told. Status callbacks are sent once and never again. */
export function step(net: Network, live: Live, status: CallStatus, answeredBy?: Call['answeredBy']): void {
  const { call, callback } = live
  net.journal.record({ what: 'call.status', sid: call.sid, status, answeredBy })
  const kind = progress[status]
  if (!callback || !kind || !callback.on.has(kind)) return
  const params = callStatus(call, { sequence: live.sequence, at: net.now(), seconds: secondsOf(net, call) })
  live.sequence += 1
  void net.webhooks.ask({ sid: call.sid, url: callback.url, method: callback.method, params })
}

/** The call is over; how, depends on what it had come to. */
export function endCall(net: Network, live: Live): void {
  const { call } = live
  if (!net.live.delete(call.sid)) return
  const natural: CallStatus = call.answeredAt ? 'completed' : 'no-answer'
  step(net, live, live.endsAs ?? natural)
  net.recordings.callEnded(call.sid)
  live.end()
}

/** The length in seconds of the network of a call that was answered and has ended. */
export function secondsOf(net: Pick<Network, 'secondMs'>, call: Call): number | undefined {
  if (!call.answeredAt || !call.endedAt) return undefined
  return Math.max(1, Math.round((call.endedAt.getTime() - call.answeredAt.getTime()) / net.secondMs))
}

/** The emergency number is a part played by the network itself; nothing is ever dialled. */
const PARTNER_NUMBER = '112'
const PARTNER_ANSWERS_AFTER = 2

/** Lets the phone at the far end ring until somebody picks it up or the time is over. */
export async function ring(net: Network, live: Live, timeout: number): Promise<RingOutcome> {
  const { promise, resolve } = Promise.withResolvers<RingOutcome>()
  live.pickUp = resolve
  const played = isPartner(live.call)
  const silent: RingOutcome = played ? 'answered' : 'no-answer'
  const over = new AbortController()
  const seconds = played ? PARTNER_ANSWERS_AFTER : timeout
  const silence = sleep(seconds * net.secondMs, silent, { signal: over.signal })
  try {
    return await live.line.race(Promise.race([promise, silence]))
  } finally {
    live.pickUp = undefined
    over.abort()
  }
}

/** What the played partner says when it answers. */
export function partnerGreeting(call: Call): string | undefined {
  if (!isPartner(call)) return undefined
  const reference = Number.parseInt(call.sid.slice(2, 8), 16) % 1_000_000
  return `112, am preluat. Număr de referință ${String(reference).padStart(6, '0')}.`
}

function isPartner(call: Leg): boolean {
  return call.direction !== 'inbound' && phoneOf(call) === PARTNER_NUMBER
}

/** The callback of a leg, from what its maker asked for; without a list of steps only the end is told. */
export function callbackOf(
  url: string | undefined,
  method: Callback['method'],
  on: readonly string[],
): Callback | undefined {
  return url ? { url, method, on: new Set(on.length > 0 ? on : ['completed']) } : undefined
}
