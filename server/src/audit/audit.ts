import type { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
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
