import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { colleagueLabel, type DeskLabel } from '../telephony/twiml.ts'
import { isBeside } from './consults.ts'
import { findByColleagueCall, lockEntry, noteHolderCall } from './entries.store.ts'
import { change } from './entries.ts'

/* Desks in the carrier's conference: by which call each has come in, so that its line can be ended when its right is. */

type Coming = { contactId: ContactId; staffId: StaffId; callSid: string }

/**
 * The label under which this desk comes into the call; null for one that has no business there. Told of twice, it has
 * come in once.
 */
export async function deskComes(
  ctx: Ctx,
  { contactId, staffId, callSid }: Coming,
): Promise<{ label: DeskLabel; isAside: boolean } | null> {
  const entry = await lockEntry(ctx, contactId)
  const isHolder = entry.state === 'held' && entry.holderId === staffId
  if (!isHolder && !isBeside(entry, staffId)) return null
  const known = isHolder ? entry.holderCallSid : entry.colleagueCallSid
  if (known !== callSid) {
    if (isHolder) await noteHolderCall(ctx, contactId, callSid)
    else await change(ctx, entry, { consultStage: 'on_line', colleagueCallSid: callSid })
    await ctx.happened('queue.callJoined', { county: entry.county, contactId, staffId })
  }
  const label = isHolder ? 'operator' : colleagueLabel(staffId)
  return { label, isAside: entry.asideSince !== null }
}

/** The line is down, and they may come in again. A line that another has replaced says nothing. */
export async function colleagueLeft(ctx: Ctx, callSid: string): Promise<void> {
  const found = await findByColleagueCall(ctx, callSid)
  const entry = found && (await lockEntry(ctx, found.contactId))
  if (entry?.colleagueCallSid === callSid && entry.consultStage === 'on_line')
    await change(ctx, entry, { consultStage: 'accepted', colleagueCallSid: null })
}
