import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { carrierRecordings as t } from './carrier-recordings.tables.ts'

export type CarrierRow = typeof t.$inferSelect
export type CarrierChange = Partial<Omit<typeof t.$inferInsert, 'id' | 'county' | 'callSid'>>

/** False when the call has one already. */
export async function insertWish({ db }: Ctx, row: typeof t.$inferInsert): Promise<boolean> {
  const added = await db.insert(t).values(row).onConflictDoNothing().returning({ id: t.id })
  return added.length > 0
}

export type WhichRecording = { id: string } | { callSid: string }

/** Null also when nothing is left to be done for it. */
export async function lockOpen({ db }: Ctx, of: WhichRecording): Promise<CarrierRow | null> {
  const isMeant = 'id' in of ? eq(t.id, of.id) : eq(t.callSid, of.callSid)
  const [row] = await db
    .select()
    .from(t)
    .where(and(isMeant, isNull(t.clearedAt)))
    .for('update')
  return row ?? null
}

export async function saveCarrier({ db, now }: Ctx, id: string, change: CarrierChange): Promise<void> {
  await db
    .update(t)
    .set({ ...change, changedAt: now })
    .where(eq(t.id, id))
}

export async function dueRecordings({ db, now }: Ctx, most: number): Promise<string[]> {
  const isDue = and(isNull(t.clearedAt), lte(t.dueAt, now))
  const rows = await db.select({ id: t.id }).from(t).where(isDue).orderBy(asc(t.dueAt)).limit(most)
  return rows.map(({ id }) => id)
}
