import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { and, asc, eq, gte, inArray, isNull, lt } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { browserCalls as t } from './browser-calls.tables.ts'
import { intents } from './telephony.tables.ts'

export type BrowserCallRow = typeof t.$inferSelect

export async function insertCall({ db }: Ctx, row: typeof t.$inferInsert): Promise<void> {
  await db.insert(t).values(row)
}

/** These are heard here and now. */
export async function noteSeen({ db, now }: Ctx, callSids: string[]): Promise<void> {
  await db.update(t).set({ seenAt: now }).where(inArray(t.callSid, callSids))
}

/** True the first time. */
export async function noteEnd({ db, now }: Ctx, callSid: string): Promise<boolean> {
  const ended = await db
    .update(t)
    .set({ endedAt: now })
    .where(and(eq(t.callSid, callSid), isNull(t.endedAt)))
    .returning({ callSid: t.callSid })
  return ended.length > 0
}

/** Not over, and heard in no process for a while. */
export const unseen = ({ db }: Ctx, since: Date): Promise<BrowserCallRow[]> =>
  db
    .select()
    .from(t)
    .where(and(isNull(t.endedAt), lt(t.seenAt, since)))
    .orderBy(asc(t.seenAt))
    .limit(100)

export async function sidsIn(
  { db }: Ctx,
  county: CountyCode,
  { from, to }: { from: Date; to: Date },
): Promise<string[]> {
  const rows = await db
    .select({ callSid: t.callSid })
    .from(t)
    .where(and(eq(t.county, county), gte(t.startedAt, from), lt(t.startedAt, to)))
  return rows.map(({ callSid }) => callSid)
}

/** What somebody wants done with these calls, in the order in which it was wanted. */
export const plannedFor = ({ db }: Ctx, callSids: string[]) =>
  db
    .select()
    .from(intents)
    .where(and(inArray(intents.targetSid, callSids), eq(intents.status, 'planned')))
    .orderBy(asc(intents.turn))
    .for('update', { skipLocked: true })
