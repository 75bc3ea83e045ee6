import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import type { ConsultEnd } from '@veghe/shared/queue/queue.codes.ts'
import type { Ctx } from '../platform/context.ts'
import { planEndLine } from '../telephony/telephony.ts'
import type { Entry, NewEntry } from './entries.store.ts'
import { leaveSide } from './operators.ts'

/* A colleague beside the holder of a call: who they are stands in the entry, and what ends it ends it in one commit. */

export const noConsult = {
  colleagueId: null,
  consultStage: null,
  consultSince: null,
  colleagueCallSid: null,
}

/** After the entry knows no colleague any more: they are free, their line is closed, and it is written down. */
export async function partFrom(ctx: Ctx, before: Entry, by: ConsultEnd): Promise<void> {
  const { county, contactId, colleagueId, colleagueCallSid } = before
  if (!colleagueId) return
  await leaveSide(ctx, contactId, { takes: false })
  if (colleagueCallSid) await planEndLine(ctx, { county, contactId, callSid: colleagueCallSid })
  await ctx.happened('queue.consultEnded', { county, contactId, staffId: colleagueId, body: { by } })
}

/** They said yes: a line of their own is theirs to open, and nothing else of the contact. */
export const isBeside = (
  { colleagueId, consultStage }: Pick<NewEntry, 'colleagueId' | 'consultStage'>,
  staffId: StaffId,
): boolean => colleagueId === staffId && consultStage !== 'asked'
