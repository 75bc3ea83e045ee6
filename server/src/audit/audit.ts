import type { CaseId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, hours } from '@veghe/shared/kernel/time.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import { storeFacts } from '../platform/transact.ts'
import * as store from './audit.store.ts'

/** Stores facts. Called by the platform with those gathered in a transaction; chapters call `ctx.happened`. */
export const record = (ctx: Ctx, facts: readonly Fact[]): Promise<void> => store.insertFacts(ctx, facts)

export type TimelineOf = { caseId: CaseId } | { contactId: ContactId }

/** What happened to a case or a contact, in the order it happened. Facts of this very transaction included. */
export async function timelineOf(ctx: Ctx, of: TimelineOf): Promise<store.StoredFact[]> {
  await storeFacts(ctx, record)
  return store.findFacts(ctx, of)
}

/** When the newest fact of this kind about this subject was recorded, such as who looked at a case and when. */
export async function lastRecorded(ctx: Ctx, about: store.Sought): Promise<Date | null> {
  await storeFacts(ctx, record)
  return store.findLastRecorded(ctx, about)
}

/** For how long after having held a contact it is still one's own. */
const ownForMs = hours(24)

/** Whether this member of staff, or the actor, was given the contact within a day: what an `own` right reaches. */
export async function hasHeld(ctx: Ctx, contactId: ContactId, staffId?: StaffId): Promise<boolean> {
  const who = staffId ?? (ctx.actor.kind === 'person' ? ctx.actor.staffId : null)
  if (!who) return false
  await storeFacts(ctx, record)
  return store.findHeldSince(ctx, { contactId, staffId: who, since: after(ctx.now, -ownForMs) })
}

/** Writes the facts gathered so far in this transaction, for whoever reads the table itself. */
export const flush = (ctx: Ctx): Promise<void> => storeFacts(ctx, record)
