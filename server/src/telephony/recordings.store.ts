import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { recordingParts as p, recordings as r } from './recordings.tables.ts'

export type RecordingRow = typeof r.$inferSelect
export type PartRow = typeof p.$inferSelect

/** False when the call has one already. */
export async function insertRecording({ db }: Ctx, row: typeof r.$inferInsert): Promise<boolean> {
  const added = await db.insert(r).values(row).onConflictDoNothing().returning({ id: r.id })
  return added.length > 0
}

export async function saveRecording(
  { db }: Ctx,
  id: string,
  change: Partial<Pick<RecordingRow, 'pausedAt' | 'endedAt'>>,
): Promise<void> {
  await db.update(r).set(change).where(eq(r.id, id))
}

export async function lockUnfinished({ db }: Ctx, callSid: string): Promise<RecordingRow | null> {
  const open = and(eq(r.callSid, callSid), isNull(r.endedAt))
  const [row] = await db.select().from(r).where(open).for('update')
  return row ?? null
}

export async function recordingOfContact({ db }: Ctx, contactId: ContactId): Promise<RecordingRow | null> {
  const found = db.select().from(r).where(eq(r.contactId, contactId)).orderBy(desc(r.startedAt)).limit(1)
  const [row] = await found
  return row ?? null
}

export async function insertParts({ db }: Ctx, rows: (typeof p.$inferInsert)[]): Promise<void> {
  await db.insert(p).values(rows).onConflictDoNothing()
}

export const partsOf = ({ db }: Ctx, recordingId: string): Promise<PartRow[]> =>
  db.select().from(p).where(eq(p.recordingId, recordingId)).orderBy(asc(p.voice), asc(p.turn))
