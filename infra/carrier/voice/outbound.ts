import { setTimeout as sleep } from 'node:timers/promises'
import { answeredBy } from '../fixtures.ts'
import type { AnsweredBy } from '../leg.ts'
import { type Callback, heard, type Live, type Network } from '../network.ts'
import { openPhoneSound } from '../sound/phone.ts'
import type { Method } from '../webhooks.ts'
import { endCall, openCall, partnerGreeting, ring, step } from './calls.ts'
import { converse, noteBug } from './converse.ts'
import { Interrupted, isCut, type Step } from './line.ts'

/** A call the product asks for through the REST API. */
export type Wanted = {
  to: string
  from: string
  first: Step
  fallbackUrl: string | undefined
  callback: Callback | undefined
  timeout: number
  /** Asks for the answering-machine detector; `tell` is set when its verdict is to come beside the call. */
  detect:
    | { mode: 'Enable' | 'DetectMessageEnd'; tell: { url: string; method: Method } | undefined }
    | undefined
}

/** Takes the call on and lets it run; it starts when the account's one call a second allows. */
export function placeOutbound(net: Network, wanted: Wanted): Live {
  const live = openCall(
    net,
    { direction: 'outbound-api', from: wanted.from, to: wanted.to },
    { callback: wanted.callback, fallbackUrl: wanted.fallbackUrl, sound: openPhoneSound() },
  )
  void carry(net, live, wanted)
  return live
}

async function carry(net: Network, live: Live, wanted: Wanted): Promise<void> {
  try {
    await myTurn(net, live)
    step(net, live, 'initiated')
    step(net, live, 'ringing')
    const outcome = await ring(net, live, wanted.timeout)
    if (outcome === 'answered') return await talk(net, live, wanted)
    live.endsAs = outcome
  } catch (error) {
    if (isCut(error)) return
    if (!(error instanceof Interrupted)) noteBug(net, live, error)
    live.endsAs ??= 'canceled'
  }
  endCall(net, live)
}

async function talk(net: Network, live: Live, wanted: Wanted): Promise<void> {
  const { call } = live
  const { detect } = wanted
  const verdict = detect ? verdictOf(live, detect.mode) : undefined
  step(net, live, 'in-progress', detect?.tell ? undefined : verdict)
  const greeting = partnerGreeting(call)
  if (greeting) net.journal.record(heard(call.sid, greeting))
  if (verdict && detect?.tell) void detectBeside(net, live, { verdict, tell: detect.tell })
  await converse(net, live, wanted.first)
}

function verdictOf(live: Live, mode: 'Enable' | 'DetectMessageEnd'): AnsweredBy {
  if (!live.machine) return 'human'
  return mode === 'Enable' ? 'machine_start' : 'machine_end_beep'
}

const DETECTION_SECONDS = 2.3

/** The verdict arrives while the call is already talking, and not at all if it ended before. */
async function detectBeside(
  net: Network,
  live: Live,
  found: { verdict: AnsweredBy; tell: { url: string; method: Method } },
): Promise<void> {
  await sleep(DETECTION_SECONDS * net.secondMs)
  const { sid } = live.call
  if (!net.live.has(sid)) return
  net.journal.record({ what: 'call.status', sid, status: live.call.status, answeredBy: found.verdict })
  await net.webhooks.ask({ sid, ...found.tell, params: answeredBy(live.call) })
}

/** Twilio starts one call a second and queues the rest. */
async function myTurn(net: Network, live: Live): Promise<void> {
  const now = performance.now()
  const start = Math.max(now, net.nextStart)
  net.nextStart = start + net.secondMs
  await live.line.race(sleep(start - now))
}
