import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { ConsultEnd } from '@veghe/shared/queue/queue.codes.ts'
import { membersWith, personIn } from '../identity/identity.ts'
import type { Handler, World } from '../platform/chapter.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { type BrowserCall, type Switchboard, switchboardOf } from '../telephony/embedded/switchboard.ts'
import { planEndLine } from '../telephony/telephony.ts'
import { isBeside, noConsult, partFrom } from './consults.ts'
import { type Entry, type EntryChange, findEntry, lockEntry } from './entries.store.ts'
import { change } from './entries.ts'
import { lockHeld } from './moving.ts'
import { lockOperators } from './operators.store.ts'
import { free, leaveSide, refuseUnlessAskable, refuseUnlessFree, standBeside } from './operators.ts'
import { showOut } from './supervising.ts'
import { askAside, isOnTelephone } from './telephone.ts'
import { callOf } from './voice.ts'

/*
 * Asking a colleague about a call one holds. The caller stays with the holder until the colleague comes in, and whoever
 * holds the call holds it until `queue.handOver` gives it to the other in one commit.
 */

type Held = { contactId: ContactId; version: number }
type Asked = { contactId: ContactId }

const heldOf = ({ contactId, version }: Entry): Held => ({ contactId, version })

export async function consult(
  ctx: Ctx,
  { contactId, colleague }: Asked & { colleague: StaffId },
): Promise<Held> {
  personIn(ctx)
  const entry = await lockHeld(ctx, contactId)
  const { county, state, live, colleagueId } = entry
  if (state !== 'held' || !live) throw new Refusal('contact_ended')
  if (colleagueId === colleague) return heldOf(entry)
  if (colleagueId !== null) throw new Refusal('consult_running')
  await refuseUnlessOperator(ctx, county, colleague)
  await refuseUnlessAskable(ctx, { staffId: colleague, county })
  const asked = { colleagueId: colleague, consultStage: 'asked' as const, consultSince: ctx.now }
  const saved = await change(ctx, entry, asked)
  await ctx.happened('queue.consulted', { county, contactId, staffId: colleague })
  return heldOf(saved)
}

/** What was changed at the carrier before anything is written down, so that it can be put back. */
type Found = { board: Switchboard; before: Entry; isAside: boolean | null }

/** Asks the carrier first; `wanted` is null where the caller stays where they are. */
async function find(
  world: World,
  actor: Actor,
  { look, wanted }: { look: (ctx: Ctx) => Promise<Entry>; wanted: (entry: Entry) => boolean | null },
): Promise<Found> {
  const before = await world.transact(actor, look, { right: 'own' })
  const want = isOnTelephone(before) ? wanted(before) : null
  const isAside = want === (before.asideSince !== null) ? null : want
  if (isAside !== null && isOnTelephone(before))
    await askAside(world, before, isAside).catch((refused: unknown) => {
      // A caller who is not there is not taken back; that they hung up is told of by itself.
      if (isAside || !(refused instanceof Refusal) || refused.code !== 'caller_not_connected') throw refused
    })
  return { board: switchboardOf(world), before, isAside }
}

/** Only as far as nobody else has written it down meanwhile: the same may have been sent twice, and done once. */
async function putBack(world: World, { before, isAside }: Found): Promise<void> {
  if (isAside === null) return
  const { county, contactId } = before
  const look = (ctx: Ctx) => lockEntry(ctx, contactId)
  const now = await world.transact({ kind: 'carrier', county }, look).catch(() => before)
  if (isOnTelephone(now) && isAside !== (now.asideSince !== null))
    await askAside(world, now, !isAside).catch(() => {}) // said in the log
}

/** The same for everybody who is not asked: that somebody else is stands on the board. */
async function lockAsked(ctx: Ctx, contactId: ContactId): Promise<Entry> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.colleagueId !== personIn(ctx).staffId) throw new Refusal('no_consult')
  return entry
}

export const acceptConsult: Handler<'queue.acceptConsult', Found> = {
  before: (world, actor, { contactId }) =>
    find(world, actor, { look: (ctx) => lookAtQuestion(ctx, contactId), wanted: putAsideFor }),
  run: async (ctx, { contactId }, { board }) => {
    const entry = await lockAsked(ctx, contactId)
    if (entry.consultStage !== 'asked') return heldOf(entry)
    const { staffId } = personIn(ctx)
    const call = isOnTelephone(entry) ? null : callOf(board, entry)
    await standBeside(ctx, { staffId, county: entry.county }, contactId)
    const saved = await setAside(ctx, entry, { isAside: true, to: { consultStage: 'accepted' } })
    await ctx.happened('queue.consultAccepted', { county: entry.county, contactId, staffId })
    ctx.afterCommit(() => {
      call?.room.set({ isHeld: true })
      if (call && entry.supervisorId === staffId) showOut(call)
    })
    return heldOf(saved)
  },
  undo: putBack,
}

/** Before the caller is put aside for somebody who has something else in hand. */
async function lookAtQuestion(ctx: Ctx, contactId: ContactId): Promise<Entry> {
  const entry = await lockAsked(ctx, contactId)
  const { staffId } = personIn(ctx)
  if (entry.consultStage === 'asked') await refuseUnlessFree(ctx, { staffId, county: entry.county })
  return entry
}

/** Said yes to a second time, it is what the holder has made of it since. */
const putAsideFor = ({ consultStage }: Entry): boolean | null => (consultStage === 'asked' ? true : null)

/** No, or enough. Leaving twice is leaving once; a caller who is aside stays there until the holder takes them back. */
export async function leaveConsult(ctx: Ctx, { contactId }: Asked): Promise<Asked> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.colleagueId === personIn(ctx).staffId)
    await end(ctx, entry, entry.consultStage === 'asked' ? 'declined' : 'left')
  return { contactId }
}

export const endConsult: Handler<'queue.endConsult', Found> = {
  before: (world, actor, { contactId }) =>
    find(world, actor, { look: (ctx) => lockConsulted(ctx, contactId), wanted: takenBack }),
  run: async (ctx, { contactId }, { board, before }) => {
    const entry = await lockConsulted(ctx, contactId)
    const isAsked = entry.consultStage === 'asked'
    if (isAsked !== (before.consultStage === 'asked')) throw new Refusal('changed_meanwhile')
    if (isAsked) return heldOf(await end(ctx, entry, 'withdrawn'))
    const call = isOnTelephone(entry) ? null : callOf(board, entry)
    const saved = await setAside(ctx, entry, { isAside: false, to: noConsult })
    await partFrom(ctx, entry, 'caller_back')
    if (call) ctx.afterCommit(() => takeBack(call, saved))
    return heldOf(saved)
  },
  undo: putBack,
}

/** While the colleague has not come in, whoever put the caller aside had a reason of their own. */
const takenBack = ({ consultStage }: Entry): boolean | null => (consultStage === 'asked' ? null : false)

async function lockConsulted(ctx: Ctx, contactId: ContactId): Promise<Entry> {
  const entry = await lockHeld(ctx, contactId)
  if (entry.colleagueId === null) throw new Refusal(entry.live ? 'no_consult' : 'contact_ended')
  return entry
}

export const handOver: Handler<'queue.handOver', Found> = {
  before: (world, actor, { contactId }) =>
    find(world, actor, { look: (ctx) => lockOnLine(ctx, contactId), wanted: () => false }),
  run: async (ctx, { contactId }, { board }) => {
    const entry = await lockOnLine(ctx, contactId)
    const call = isOnTelephone(entry) ? null : callOf(board, entry)
    const saved = await passOn(ctx, entry)
    if (call) ctx.afterCommit(() => takeBack(call, saved))
    return heldOf(saved)
  },
  undo: putBack,
}

/** A call goes only to somebody who is there and may have it: nobody is left with a caller whom they cannot hear. */
async function lockOnLine(ctx: Ctx, contactId: ContactId): Promise<Entry> {
  const entry = await lockConsulted(ctx, contactId)
  const { county, colleagueId } = entry
  if (entry.consultStage !== 'on_line') throw new Refusal('colleague_not_on_line')
  if (colleagueId) await refuseUnlessOperator(ctx, county, colleagueId)
  return entry
}

async function refuseUnlessOperator(ctx: Ctx, county: CountyCode, staffId: StaffId): Promise<void> {
  if (!(await membersWith(ctx, county, 'operator')).includes(staffId)) throw new Refusal('not_found')
}

/** From one to the other, with nobody in between: each of the two desks has exactly one thing in hand before and after. */
async function passOn(ctx: Ctx, entry: Entry): Promise<Entry> {
  const { county, contactId, holderId, colleagueId, holderCallSid, colleagueCallSid } = entry
  if (!holderId || !colleagueId) throw new Refusal('no_consult')
  await lockOperators(ctx, county, [holderId, colleagueId])
  await free(ctx, contactId)
  await leaveSide(ctx, contactId, { takes: true })
  const theirs = { holderId: colleagueId, heldSince: ctx.now, holderCallSid: colleagueCallSid }
  const saved = await setAside(ctx, entry, { isAside: false, to: { ...noConsult, ...theirs } })
  if (holderCallSid) await planEndLine(ctx, { county, contactId, callSid: holderCallSid })
  const about = { county, contactId, staffId: colleagueId }
  await ctx.happened('queue.handedOver', { ...about, body: { from: holderId } })
  return saved
}

/** Sets the caller aside or takes them back in the same step as `to`, and says so only where it is news. */
async function setAside(
  ctx: Ctx,
  entry: Entry,
  { isAside, to }: { isAside: boolean; to: EntryChange },
): Promise<Entry> {
  const { county, contactId, asideSince } = entry
  if (isAside !== (asideSince !== null))
    await ctx.happened('queue.callHeld', { county, contactId, body: { isHeld: isAside } })
  return change(ctx, entry, { ...to, asideSince: isAside ? (asideSince ?? ctx.now) : null })
}

async function end(ctx: Ctx, entry: Entry, by: ConsultEnd): Promise<Entry> {
  const saved = await change(ctx, entry, noConsult)
  await partFrom(ctx, entry, by)
  return saved
}

/** The colleague has gone without a word, or did not answer: the holder has the call, as they have it now. */
export async function endUnanswered(
  ctx: Ctx,
  asked: Pick<Entry, 'contactId' | 'colleagueId'>,
  by: Extract<ConsultEnd, 'busy' | 'no_answer' | 'gone'>,
): Promise<void> {
  const entry = await lockEntry(ctx, asked.contactId)
  if (entry.colleagueId === null || entry.colleagueId !== asked.colleagueId) return
  if (by === 'gone' || entry.consultStage === 'asked') await end(ctx, entry, by)
}

/**
 * The process in which a call is heard follows what was written down: whoever holds the call now is its operator, and
 * whoever is not asked any more is out.
 */
export async function followGuest(world: World, call: BrowserCall): Promise<void> {
  await world.transact({ kind: 'carrier', county: call.county }, async (ctx) => {
    const found = await findEntry(ctx, call.contactId)
    if (!found) return
    const isGone = found.consultStage === 'on_line' && !call.room.has('guest')
    if (!isGone) return ctx.afterCommit(() => letGo(call, found))
    const entry = await lockEntry(ctx, call.contactId)
    if (entry.consultStage === 'on_line' && entry.colleagueId === call.guest && !call.room.has('guest'))
      await change(ctx, entry, { consultStage: 'accepted' })
  })
}

function letGo(call: BrowserCall, entry: Entry): void {
  const { guest, room } = call
  if (guest === null || isBeside(entry, guest)) return
  if (entry.state === 'held' && entry.holderId === guest) room.becomesOperator()
  else room.leaves('guest')
  call.guest = null
}

function takeBack(call: BrowserCall, entry: Entry): void {
  letGo(call, entry)
  call.room.set({ isHeld: false })
}
