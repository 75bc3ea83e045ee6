import { randomBytes } from 'node:crypto'
import type { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Label } from '@veghe/shared/triage/protocol.ts'
import type { World } from '../platform/chapter.ts'
import * as queue from '../queue/queue.ts'
import { insertCall, noteEnd } from '../telephony/browser-calls.store.ts'
import { attend, type EndListener, endUnseen } from '../telephony/embedded/attend.ts'
import { newCallSid } from '../telephony/embedded/sids.ts'
import { type BrowserCall, switchboardOf } from '../telephony/embedded/switchboard.ts'
import { finishRecording } from '../telephony/recordings.ts'
import * as triage from '../triage/triage.ts'
import { callReported, receiveCall } from './calls.ts'

/** A caller without a number: nothing about a browser says who or where somebody is. */
const caller = { number: null, withheld: true } as const

/** What the caller's page knows of its own call, and nothing else. */
export type CallerView = {
  state: 'waiting' | 'connected' | 'ended'
  /** To be answered without a word, where the operator has begun to ask so. */
  question: { turn: number; language: Locale; said: Label } | null
}

const over: CallerView = { state: 'ended', question: null }

const keys = new WeakMap<BrowserCall, string>()

/** A browser calls: the caller hears the line at once, and stands in the queue like whoever dials 119. */
export async function ring(
  world: World,
  { county, offer }: { county: CountyCode; offer: string },
): Promise<{ key: string; answer: string }> {
  const board = switchboardOf(world)
  const place = board.reserve()
  const leg = await board.openLeg(offer).catch((error: unknown) => {
    place.giveBack()
    throw error
  })
  const callSid = newCallSid()
  try {
    const contactId = await world.transact({ kind: 'carrier', county }, async (ctx) => {
      const stored = await receiveCall(
        ctx,
        { callSid, caller },
        { county, receivedAt: ctx.now, source: 'webhook', form: null, isRecorded: board.records },
      )
      await insertCall(ctx, { callSid, county, contactId: stored, startedAt: ctx.now, seenAt: ctx.now })
      return stored
    })
    const call = board.enter({ callSid, contactId, county }, leg)
    const secret = randomBytes(24).toString('base64url')
    keys.set(call, secret)
    return { key: `${callSid}.${secret}`, answer: leg.answer }
  } catch (error) {
    await leg.close()
    throw error
  } finally {
    place.giveBack()
  }
}

/** Whoever holds the key is the caller; asking is also how a page says that it is still there. */
export async function look(world: World, key: string): Promise<CallerView> {
  const call = callOf(world, key)
  if (!call || call.isOver) return over
  call.seenAt = performance.now()
  const { county, contactId } = call
  const asked = await world.transact(
    { kind: 'carrier', county },
    (ctx) => triage.interview.asking(ctx, contactId),
    { onlyLooks: true },
  )
  const question =
    asked?.way === 'browser' ? { turn: asked.turn, language: asked.language, said: asked.said } : null
  return { state: call.room.state().stage === 'parked' ? 'waiting' : 'connected', question }
}

/** An answer without a word. The next question comes back with it. */
export async function press(
  world: World,
  { key, turn, pressed }: { key: string; turn: number; pressed: string },
): Promise<CallerView> {
  const call = callOf(world, key)
  if (!call || call.isOver) return over
  const { county, contactId } = call
  await world.transact({ kind: 'carrier', county }, (ctx) =>
    triage.interview.pressed(ctx, { contactId, turn, key: pressed }),
  )
  return look(world, key)
}

export function hangUp(world: World, key: string): CallerView {
  const call = callOf(world, key)
  if (call) call.isOver = true
  return over
}

/** The page was reloaded or its network changed: the same call on a new line. */
export async function comeBack(
  world: World,
  { key, offer }: { key: string; offer: string },
): Promise<{ key: string; answer: string }> {
  const call = callOf(world, key)
  if (!call || call.isOver) throw new Refusal('contact_ended')
  const leg = await switchboardOf(world).openLeg(offer)
  call.room.enters('caller', leg)
  call.seenAt = performance.now()
  return { key, answer: leg.answer }
}

function callOf(world: World, key: string): BrowserCall | null {
  const [callSid = '', secret] = key.split('.')
  const call = switchboardOf(world).find(callSid)
  return call && keys.get(call) === secret ? call : null
}

/** The end of a browser's call goes the way of every call's end. */
const whenOver: EndListener = async (world, { callSid, county }) => {
  await world.transact({ kind: 'carrier', county }, async (ctx) => {
    if (!(await noteEnd(ctx, callSid))) return
    await finishRecording(ctx, { callSid })
    const report = { kind: 'callStatus', callSid, direction: 'in', status: 'completed' } as const
    const rest = { sequence: null, at: ctx.now, seconds: null, caller, called: '', answeredBy: null }
    await callReported(ctx, { ...report, ...rest }, { county, source: 'report', form: null })
  })
}

const attended = new WeakMap<World['config'], { stop: () => void }>()

export const attendCalls = (world: World): void =>
  void attended.set(
    world.config,
    attend(world, { onEnd: whenOver, onSupervisorGone: queue.supervisorGone, onGuest: queue.followGuest }),
  )
export const leaveCalls = (world: World): void => attended.get(world.config)?.stop()
export const endLostCalls = (world: World): Promise<void> => endUnseen(world, whenOver)
