import { isDeepStrictEqual } from 'node:util'
import { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { defineJob } from '../platform/jobs.ts'
import { carrierFailure } from '../telephony/client.ts'
import { isBrowserCall } from '../telephony/embedded/sids.ts'
import { carrierOf } from '../telephony/reach.ts'
import { isQuieter, type Supervisor, seating } from '../telephony/seating.ts'
import { supervisorLabel } from '../telephony/twiml.ts'
import { type Entry, findEntry, lockEntry } from './entries.store.ts'
import { change, nobody } from './entries.ts'
import { isOnTelephone } from './telephone.ts'

/* A supervisor in a call by telephone: what was decided here is carried out in the carrier's conference. */

/** By then the sound of whoever came in is there, or will not be. */
const inWithinMs = seconds(20)
const system = { kind: 'system' } as const

/** `absent`: whoever this is and is not in the conference is not supervising, whatever stands here. */
export const seatSupervisor = defineJob({
  name: 'queue.seatSupervisor',
  payload: z.object({ contactId: ContactId, absent: StaffId.optional() }),
  attempts: 8,
  before: (world, { contactId }): Promise<boolean | null> => seatNow(world, contactId),
  run: async (ctx, { contactId, absent }, isIn) => {
    if (!absent || isIn !== false) return
    const entry = await lockEntry(ctx, contactId)
    if (entry.supervisorId === absent) await change(ctx, entry, nobody)
  },
})

/** After it was decided who supervises a call, and how. */
export function followSupervisor(ctx: Ctx, entry: Entry): void {
  const { contactId, version, callSid, supervisorId } = entry
  if (!callSid || isBrowserCall(callSid)) return
  const key = `${contactId}.${version}`
  seatSupervisor.later(ctx, { key, runAt: ctx.now, payload: { contactId } })
  // Once more when whoever was on their way has arrived: nobody may be in a call unseen.
  const payload = { contactId, ...(supervisorId ? { absent: supervisorId } : {}) }
  seatSupervisor.later(ctx, { key: `${key}.in`, runAt: after(ctx.now, inWithinMs), payload })
}

/**
 * After a desk came into the conference or left it: whom a supervisor whispers to has another line, they are gone, or
 * somebody is there who should not be.
 */
export function lookAtSupervisor(
  ctx: Ctx,
  { contactId, supervisorId }: Entry,
  { key, label, hasLeft }: { key: string; label: string; hasLeft: boolean },
): void {
  if (supervisorId === null && hasLeft) return
  const isTheirs = supervisorId !== null && label === supervisorLabel(supervisorId)
  const absent = hasLeft && isTheirs ? { absent: supervisorId } : {}
  seatSupervisor.later(ctx, { key, runAt: ctx.now, payload: { contactId, ...absent } })
}

/**
 * Asked of the carrier before anything is written down: a supervisor who is told that fewer hear them must be able to
 * rely on it. Being heard by more may follow. Does nothing for a call from a browser.
 */
export async function quieten(
  world: World,
  actor: Actor,
  { contactId, mode }: { contactId: ContactId; mode: SupervisorMode },
): Promise<void> {
  const entry = await world.transact(actor, (ctx) => findEntry(ctx, contactId))
  const before = isOnTelephone(entry) ? supervisorOf(entry) : null
  if (!before || actor.kind !== 'person' || before.staffId !== actor.staffId) return
  if (!isQuieter(mode, before.mode)) return
  try {
    await seatAt(world, contactId, { ...before, mode })
  } catch (error) {
    const { kind, code } = carrierFailure(error)
    world.log.warn({ failure: kind, code }, 'carrier did not quieten a supervisor')
    throw new Refusal('unavailable')
  }
}

/** What is decided while the carrier is asked overtakes what it was asked for: it is asked again. */
async function seatNow(world: World, contactId: ContactId): Promise<boolean | null> {
  const look = () => world.transact(system, (ctx) => findEntry(ctx, contactId))
  const entry = await look()
  if (!entry?.callSid || isBrowserCall(entry.callSid)) return null
  const supervisor = supervisorOf(entry)
  const isIn = await seatAt(world, contactId, supervisor)
  const now = await look()
  return isDeepStrictEqual(now && supervisorOf(now), supervisor) ? isIn : seatNow(world, contactId)
}

const supervisorOf = ({ supervisorId, supervisorMode, holderCallSid }: Entry): Supervisor | null =>
  supervisorId && supervisorMode && { staffId: supervisorId, mode: supervisorMode, holderSid: holderCallSid }

/** Whether the supervisor is in the conference. */
async function seatAt(world: World, contactId: ContactId, supervisor: Supervisor | null): Promise<boolean> {
  const carrier = carrierOf(world)
  const { isIn, out, voices } = seating(await carrier.partiesIn(contactId), supervisor)
  for (const party of out) await unlessGone(carrier.sendOut(party))
  for (const { party, voice } of voices) await unlessGone(carrier.setVoice(party, voice))
  return isIn
}

/** Whoever has left meanwhile is heard by nobody. */
async function unlessGone(asking: Promise<void>): Promise<void> {
  await asking.catch((error: unknown) => {
    if (carrierFailure(error).kind !== 'gone') throw error
  })
}
