import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { personIn } from '../identity/identity.ts'
import type { Handler, World } from '../platform/chapter.ts'
import type { Config } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import type { Leg } from '../telephony/embedded/leg.ts'
import { type BrowserCall, type Switchboard, switchboardOf } from '../telephony/embedded/switchboard.ts'
import { lineOf } from '../telephony/lineToken.ts'
import { isBeside } from './consults.ts'
import { type Entry, lockEntry } from './entries.store.ts'
import { change, nobody } from './entries.ts'
import { quieten } from './supervising.jobs.ts'
import { isOnTelephone } from './telephone.ts'
import { callOf } from './voice.ts'

/* A second pair of ears in a call: seen by whoever holds it from the first instant, and written down. */

type Seat = { board: Switchboard; leg: Leg | null; config: Config }

export const superviseCall: Handler<'queue.superviseCall', Seat> = {
  before: async (world, actor, { contactId, mode, offer }) => {
    const { config } = world
    const board = switchboardOf(world)
    await quieten(world, actor, { contactId, mode })
    return { board, leg: offer ? await board.openLeg(offer) : null, config }
  },
  run: async (ctx, { contactId, mode }, { board, leg, config }) => {
    const { staffId } = personIn(ctx)
    const entry = await lockEntry(ctx, contactId)
    if (isOnTelephone(entry) && !leg) {
      refuseUnlessFree(entry, staffId)
      await seat(ctx, entry, { staffId, mode })
      return { answer: null, line: lineOf(config, { staffId, county: entry.county }) }
    }
    const call = callOf(board, entry)
    refuseUnlessFree(entry, staffId)
    if (!leg && !call.room.has('supervisor')) throw new Refusal('no_line')

    await seat(ctx, entry, { staffId, mode })
    ctx.afterCommit(() => {
      call.room.set({ supervisor: mode })
      if (leg) call.room.enters('supervisor', leg)
    })
    return { answer: leg?.answer ?? null, line: null }
  },
  undo: async (_world, { leg }) => leg?.close(),
}

async function seat(
  ctx: Ctx,
  entry: Entry,
  { staffId, mode }: { staffId: StaffId; mode: SupervisorMode },
): Promise<void> {
  const { county, contactId, supervisorId, supervisorMode } = entry
  if (supervisorId === staffId && supervisorMode === mode) return
  await change(ctx, entry, { supervisorId: staffId, supervisorMode: mode })
  await ctx.happened('queue.supervised', { county, contactId, staffId, body: { mode } })
}

function refuseUnlessFree({ holderId, supervisorId, ...entry }: Entry, staffId: StaffId): void {
  if (holderId === staffId || isBeside(entry, staffId)) throw new Refusal('own_call')
  if (supervisorId !== null && supervisorId !== staffId) throw new Refusal('supervisor_present')
}

/** Leaving twice is leaving once; nobody sends a colleague out. */
export const leaveCall: Handler<'queue.leaveCall', Switchboard> = {
  before: async (world) => switchboardOf(world),
  run: async (ctx, { contactId }, board) => {
    const entry = await lockEntry(ctx, contactId)
    if (entry.supervisorId === personIn(ctx).staffId) {
      await change(ctx, entry, nobody)
      ctx.afterCommit(() => showOut(board.find(entry.callSid ?? '')))
    }
    return { contactId }
  },
  undo: async () => {},
}

/** Their line has died: nobody is told that somebody listens who does not. */
export async function supervisorGone(world: World, call: BrowserCall): Promise<void> {
  await world.transact({ kind: 'carrier', county: call.county }, async (ctx) => {
    const entry = await lockEntry(ctx, call.contactId)
    if (call.room.has('supervisor')) return
    if (entry.supervisorId !== null) await change(ctx, entry, nobody)
    ctx.afterCommit(() => showOut(call))
  })
}

export function showOut(call: BrowserCall | null): void {
  call?.room.set({ supervisor: null })
  call?.room.leaves('supervisor')
}
