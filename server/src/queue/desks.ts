import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { colleagueLabel, type DeskLabel, supervisorLabel } from '../telephony/twiml.ts'
import { deskCameIn, deskLeft } from './calling-back.ts'
import { isBeside } from './consults.ts'
import { type Entry, findByColleagueCall, lockEntry, noteHolderCall } from './entries.store.ts'
import { change } from './entries.ts'
import { lookAtSupervisor } from './supervising.jobs.ts'

/* Desks in the carrier's conference: by which call each has come in, so that its line can be ended when its right is. */

type Coming = { contactId: ContactId; staffId: StaffId; callSid: string }

/**
 * The label under which this desk comes into the call; null for one that has no business there. Told of twice, it has
 * come in once.
 */
export async function deskComes(
  ctx: Ctx,
  { contactId, staffId, callSid }: Coming,
): Promise<{ label: DeskLabel; asideSince: Date | null } | null> {
  const entry = await lockEntry(ctx, contactId)
  const isHolder = entry.state === 'held' && entry.holderId === staffId
  const { asideSince } = entry
  if (!isHolder && !isBeside(entry, staffId))
    return entry.supervisorId === staffId ? { label: supervisorLabel(staffId), asideSince } : null
  const known = isHolder ? entry.holderCallSid : entry.colleagueCallSid
  if (known !== callSid) {
    if (isHolder) await noteHolderCall(ctx, contactId, callSid)
    else await change(ctx, entry, { consultStage: 'on_line', colleagueCallSid: callSid })
    await ctx.happened('queue.callJoined', { county: entry.county, contactId, staffId })
  }
  return { label: isHolder ? 'operator' : colleagueLabel(staffId), asideSince }
}

type DeskMove = {
  step: string
  label: string | null
  callSid: string | null
  hasLeft: boolean
  roomSid: string
  sequence: number
}

/**
 * A desk came into the conference or left it: a call-back may be dialled or is given up, a colleague's line is down,
 * or whom a supervisor speaks to is another.
 */
export async function deskMoved(ctx: Ctx, entry: Entry | null, desk: DeskMove): Promise<void> {
  const { label, callSid, hasLeft, roomSid, sequence } = desk
  if (entry && label === 'operator' && callSid) await callingMoved(ctx, { ...entry, callSid }, desk.step)
  if (hasLeft && callSid) await colleagueLeft(ctx, callSid)
  if (entry && label) lookAtSupervisor(ctx, entry, { key: `${roomSid}.${sequence}`, label, hasLeft })
}

async function callingMoved(
  ctx: Ctx,
  { contactId, callSid }: Pick<Coming, 'contactId' | 'callSid'>,
  step: string,
): Promise<void> {
  if (step === 'participant-join') await deskCameIn(ctx, { contactId, callSid })
  else if (step === 'participant-leave') await deskLeft(ctx, { contactId, callSid })
}

/** The line is down, and they may come in again. A line that another has replaced says nothing. */
async function colleagueLeft(ctx: Ctx, callSid: string): Promise<void> {
  const found = await findByColleagueCall(ctx, callSid)
  const entry = found && (await lockEntry(ctx, found.contactId))
  if (entry?.colleagueCallSid === callSid && entry.consultStage === 'on_line')
    await change(ctx, entry, { consultStage: 'accepted', colleagueCallSid: null })
}
