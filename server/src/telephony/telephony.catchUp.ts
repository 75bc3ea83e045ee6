import { after, minutes, seconds } from '@veghe/shared/kernel/time.ts'
import type { World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { isOnWhatsApp, readAddress } from './address.ts'
import { carrierFailure, type ListedCall, type ListedMessage } from './client.ts'
import { mostAttachments } from './events.read.ts'
import type { CarrierEventOf } from './events.ts'
import { carrierOf } from './reach.ts'
import { noteReport } from './telephony.intents.ts'
import * as store from './telephony.store.ts'

/** What the carrier has on record and may not stand here: it never sends a report a second time. */
export type Missed = {
  calls: {
    arrived: CarrierEventOf<'callArrived'>
    startedAt: Date
    status: CarrierEventOf<'callStatus'>
  }[]
  messages: { arrived: CarrierEventOf<'messageArrived'>; createdAt: Date }[]
}

const mark = 'catchUp'
const system = { kind: 'system' } as const
/** The carrier lists whole seconds by its own clock, and a call is listed a moment after it began. */
const overlapMs = seconds(30)

/**
 * Lists what the carrier has carried since the last good look and hands it to `receive`, which must let pass what
 * it knows already. Returns false when the carrier could not be asked: the next look then reaches as far back.
 */
export async function catchUp(world: World, receive: (missed: Missed) => Promise<void>): Promise<boolean> {
  const startedAt = world.now()
  const last = await world.transact(system, (ctx) => store.markOf(ctx, mark))
  const since = after(last ?? startedAt, -overlapMs)
  const carrier = carrierOf(world)
  let listed: [ListedCall[], ListedMessage[]]
  try {
    listed = await Promise.all([carrier.callsSince(since), carrier.messagesSince(since)])
  } catch (error) {
    world.log.debug({ err: failureOf(error), code: carrierFailure(error).code }, 'carrier could not be asked')
    return false
  }
  const [calls, messages] = listed
  // In the order they began, so that whoever waited longest is entered first.
  await receive({
    calls: calls
      .filter(isInbound)
      .map(missedCall)
      .sort(byTime(({ startedAt }) => startedAt)),
    messages: messages
      .filter(isInbound)
      .map(missedMessage)
      .sort(byTime(({ createdAt }) => createdAt)),
  })
  await world.transact(system, (ctx) => store.moveMark(ctx, mark, startedAt))
  return true
}

const isInbound = ({ direction }: { direction: 'in' | 'out' }) => direction === 'in'

const byTime =
  <T>(timeOf: (one: T) => Date) =>
  (a: T, b: T): number =>
    timeOf(a).getTime() - timeOf(b).getTime()

function missedCall(call: ListedCall): Missed['calls'][number] {
  const caller = readAddress(call.from)
  const seconds = call.endedAt ? (call.endedAt.getTime() - call.startedAt.getTime()) / 1000 : null
  return {
    startedAt: call.startedAt,
    arrived: { kind: 'callArrived', callSid: call.sid, caller, called: call.to, region: null },
    status: {
      kind: 'callStatus',
      callSid: call.sid,
      direction: 'in',
      status: call.status,
      sequence: null,
      at: call.endedAt,
      seconds,
      caller,
      called: call.to,
      answeredBy: null,
    },
  }
}

const missedMessage = (message: ListedMessage): Missed['messages'][number] => ({
  createdAt: message.createdAt,
  arrived: {
    kind: 'messageArrived',
    messageSid: message.sid,
    channel: isOnWhatsApp(message.from) ? 'whatsapp' : 'sms',
    caller: readAddress(message.from),
    called: message.to,
    text: message.text,
    // The list only counts them.
    attachments: Array.from({ length: Math.min(message.attachments, mostAttachments) }, () => ({
      ...{ providerSid: null, kind: 'other' as const },
    })),
    // The list does not say; the words do.
    optsOut: false,
  },
})

/** How long a text or call of ours may go unreported before the carrier is asked. */
const quietMs = seconds(60)
/** After this a page has been overtaken and a reply's fate helps nobody. */
const forgottenAfterMs = minutes(60)
const mostLookUps = 20

/** Asks how far our own texts and calls have come whose reports may have been lost. */
export async function askAfter(world: World): Promise<void> {
  const now = world.now()
  const at = { quietSince: after(now, -quietMs), newerThan: after(now, -forgottenAfterMs), most: mostLookUps }
  const quiet = await world.transact(system, (ctx) => store.unreported(ctx, at))
  const carrier = carrierOf(world)
  for (const { id, kind, providerSid } of quiet) {
    try {
      const { status, errorCode } =
        kind === 'message'
          ? await carrier.message(providerSid)
          : { ...(await carrier.call(providerSid)), errorCode: null }
      await world.transact(system, async (ctx) => {
        await noteReport(ctx, { intentId: id, providerSid, status, errorCode })
        await store.noteCheck(ctx, id)
      })
    } catch (error) {
      world.log.debug({ err: failureOf(error), intent: id }, 'carrier could not be asked')
      return
    }
  }
}
