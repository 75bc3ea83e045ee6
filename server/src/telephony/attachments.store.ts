import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { and, asc, eq, gt, isNotNull, isNull, lt, lte, or } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { attachmentParts as p, attachments as t } from './attachments.tables.ts'

export type AttachmentRow = typeof t.$inferSelect
export type AttachmentChange = Partial<Omit<typeof t.$inferInsert, 'id' | 'county' | 'messageId' | 'turn'>>

/** What is known already stays as it is: no text is lost for what came beside it. */
export async function insertAttachments({ db }: Ctx, rows: (typeof t.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(t).values(rows).onConflictDoNothing()
}

/** Null also when nothing is left to be done for it. */
export async function lockOpen({ db }: Ctx, id: string): Promise<AttachmentRow | null> {
  const isOpen = and(eq(t.id, id), isNull(t.clearedAt))
  const [row] = await db.select().from(t).where(isOpen).for('update')
  return row ?? null
}

export async function saveAttachment({ db, now }: Ctx, id: string, change: AttachmentChange): Promise<void> {
  await db
    .update(t)
    .set({ ...change, changedAt: now })
    .where(eq(t.id, id))
}

/** What was refused waits at the carrier until it is to be forgotten. */
export async function dueAttachments({ db, now }: Ctx, most: number): Promise<string[]> {
  const isWanted = or(isNull(t.refusedAt), isNotNull(t.forgottenAt))
  const isDue = and(isNull(t.clearedAt), lte(t.dueAt, now), isWanted)
  const rows = await db.select({ id: t.id }).from(t).where(isDue).orderBy(asc(t.dueAt)).limit(most)
  return rows.map(({ id }) => id)
}

/** The carrier's ids of those beside this text that are known to be ours. */
export async function knownSids({ db }: Ctx, messageSid: string): Promise<Set<string>> {
  const rows = await db.select({ sid: t.providerSid }).from(t).where(eq(t.messageSid, messageSid))
  return new Set(rows.flatMap(({ sid }) => sid ?? []))
}

export const attachmentsOf = ({ db }: Ctx, contactId: ContactId): Promise<AttachmentRow[]> =>
  db.select().from(t).where(eq(t.contactId, contactId)).orderBy(asc(t.messageId), asc(t.turn))

export type WhichAttachment = { contactId: ContactId; attachmentId: string }

export async function attachmentOf(
  { db }: Ctx,
  { contactId, attachmentId }: WhichAttachment,
): Promise<AttachmentRow | null> {
  const isMeant = and(eq(t.id, attachmentId), eq(t.contactId, contactId))
  const [row] = await db.select().from(t).where(isMeant)
  return row ?? null
}

export type OldAttachment = Pick<AttachmentRow, 'id' | 'county' | 'contactId'>

/** Told of before `since` and not forgotten; a page at a time, after the id `from`. */
export const toldBefore = (
  { db }: Ctx,
  { county, since, from, most }: { county: CountyCode; since: Date; from: string | null; most: number },
): Promise<OldAttachment[]> =>
  db
    .select({ id: t.id, county: t.county, contactId: t.contactId })
    .from(t)
    .where(
      and(
        ...[eq(t.county, county), lt(t.toldAt, since), isNull(t.forgottenAt)],
        ...(from === null ? [] : [gt(t.id, from)]),
      ),
    )
    .orderBy(asc(t.id))
    .limit(most)

export async function insertPart({ db }: Ctx, part: typeof p.$inferInsert): Promise<void> {
  await db.insert(p).values(part)
}

export const partsOf = ({ db }: Ctx, attachmentId: string): Promise<{ id: string; body: Buffer }[]> =>
  db.select({ id: p.id, body: p.body }).from(p).where(eq(p.attachmentId, attachmentId)).orderBy(asc(p.turn))

export async function deleteParts({ db }: Ctx, attachmentId: string): Promise<void> {
  await db.delete(p).where(eq(p.attachmentId, attachmentId))
}
