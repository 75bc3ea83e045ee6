import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { personIn } from '../identity/identity.ts'
import type { Handler, World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { pauseCarrierRecording, recordCall, unaskPause } from '../telephony/carrier-recordings.ts'
import type { Leg } from '../telephony/embedded/leg.ts'
import { type BrowserCall, type Switchboard, switchboardOf } from '../telephony/embedded/switchboard.ts'
import { beginRecording, pauseRecording } from '../telephony/recordings.ts'
import { isInEarshot } from './earshot.ts'
import { type Entry, noteTold } from './entries.store.ts'
import { change } from './entries.ts'
import { lockHeld, lockPlace } from './moving.ts'
import { isOnTelephone, pauseThere, putAside, type TelephoneCall } from './telephone.ts'

/* Sound at a desk: how the operator who holds a call from a browser comes to hear it. */

/** A line of one's own into the room of the call, as its holder or beside them. The one before is closed. */
export const joinCall: Handler<'queue.joinCall', { board: Switchboard; leg: Leg }> = {
  before: async (world, _actor, { offer }) => {
    const board = switchboardOf(world)
    return { board, leg: await board.openLeg(offer) }
  },
  run: async (ctx, { contactId }, { board, leg }) => {
    const { entry, as } = await lockPlace(ctx, contactId)
    const call = callOf(board, entry)
    const { staffId } = personIn(ctx)
    const isHeld = entry.asideSince !== null
    if (call.room.isGreeted()) await noteTold(ctx, contactId)
    if (call.room.isGreeted() || entry.recordingNotice === 'told') await beginRecording(ctx, board, call)
    if (entry.consultStage === 'accepted' && as === 'guest')
      await change(ctx, entry, { consultStage: 'on_line' })
    await ctx.happened('queue.callJoined', { county: entry.county, contactId, staffId })
    ctx.afterCommit(() => {
      call.room.enters(as, leg)
      if (as === 'guest') call.guest = staffId
      else call.room.set({ stage: 'connected', isHeld })
    })
    return { answer: leg.answer, isHeld }
  },
  undo: async (_world, { leg }) => leg.close(),
}

export const holdCall: Handler<'queue.holdCall', Switchboard> = {
  before: async (world, actor, asked) => {
    await putAside(world, actor, asked)
    return switchboardOf(world)
  },
  run: async (ctx, { contactId, isHeld }, board) => {
    const entry = await lockHeld(ctx, contactId)
    const call = isOnTelephone(entry) ? null : callOf(board, entry)
    await ctx.happened('queue.callHeld', { county: entry.county, contactId, body: { isHeld } })
    await change(ctx, entry, { asideSince: isHeld ? (entry.asideSince ?? ctx.now) : null })
    ctx.afterCommit(() => call?.room.set({ isHeld }))
    return { isHeld }
  },
  undo: async () => {},
}

export const pause: Handler<'queue.pauseRecording', { board: Switchboard; paused: TelephoneCall | null }> = {
  before: async (world, actor, asked) => ({
    paused: await pauseThere(world, actor, asked),
    board: switchboardOf(world),
  }),
  run: async (ctx, { contactId, isPaused }, { board }) => {
    const entry = await lockHeld(ctx, contactId)
    if (isOnTelephone(entry)) await pauseCarrierRecording(ctx, entry.callSid, isPaused)
    else await pauseHere(ctx, callOf(board, entry), isPaused)
    const { county } = entry
    await ctx.happened('queue.recordingPaused', { county, contactId, body: { isPaused } })
    return { isPaused }
  },
  undo: async (world, { paused }) => {
    if (paused) await unaskPause(world, paused)
  },
}

/** The operator has told the caller themselves that the call is recorded: from now on it is. */
export const tell: Handler<'queue.tellOfRecording', World> = {
  before: async (world) => world,
  run: async (ctx, { contactId }, world) => {
    const entry = await lockHeld(ctx, contactId)
    const { county, recordingNotice } = entry
    if (recordingNotice === null) throw new Refusal('no_recording')
    if (isOnTelephone(entry))
      await recordCall(ctx, world.config, { ...entry, isHeard: await isInEarshot(ctx, entry) })
    else await recordHere(ctx, switchboardOf(world), entry)
    await noteTold(ctx, contactId)
    await ctx.happened('queue.recordingTold', { county, contactId })
    return { contactId }
  },
  undo: async () => {},
}

const recordHere = (ctx: Ctx, board: Switchboard, entry: Entry): Promise<void> =>
  beginRecording(ctx, board, callOf(board, entry))

async function pauseHere(ctx: Ctx, call: BrowserCall, isPaused: boolean): Promise<void> {
  if (!call.recording) throw new Refusal('no_recording')
  await pauseRecording(ctx, call, isPaused)
}

/** The room of a call is in the process that took it; nobody else can hear the caller. */
export function callOf(board: Switchboard, { state, live, callSid }: Entry): BrowserCall {
  if (state !== 'held') throw new Refusal('not_holder')
  if (!live || !callSid) throw new Refusal('contact_ended')
  const call = board.find(callSid)
  if (!call) throw new Refusal('call_elsewhere')
  return call
}
