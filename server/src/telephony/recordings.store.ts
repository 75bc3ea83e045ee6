import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { RecordingKind } from '@veghe/shared/telephony/telephony.codes.ts'
import { and, asc, desc, eq, exists, gt, isNull, lt } from 'drizzle-orm'
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

/** By itself, or that of a call: a caller may have left voice messages in the same one. */
export type WhichRecording = { id: string } | { callSid: string }

export async function lockUnfinished({ db }: Ctx, of: WhichRecording): Promise<RecordingRow | null> {
  const isMeant = 'id' in of ? eq(r.id, of.id) : and(eq(r.callSid, of.callSid), eq(r.kind, 'call'))
  const open = and(isMeant, isNull(r.endedAt))
  const [row] = await db.select().from(r).where(open).for('update')
  return row ?? null
}

/** The newest, or the one voice message that is meant. */
export async function recordingOfContact(
  { db }: Ctx,
  { contactId, kind, id }: { contactId: ContactId; kind: RecordingKind; id?: string },
): Promise<RecordingRow | null> {
  const isMeant = [eq(r.contactId, contactId), eq(r.kind, kind), ...(id ? [eq(r.id, id)] : [])]
  const found = db
    .select()
    .from(r)
    .where(and(...isMeant))
  const [row] = await found.orderBy(desc(r.startedAt)).limit(1)
  return row ?? null
}

export async function insertParts({ db }: Ctx, rows: (typeof p.$inferInsert)[]): Promise<void> {
  await db.insert(p).values(rows).onConflictDoNothing()
}

export type PartKey = Pick<PartRow, 'id' | 'voice'>

/** In their order, without the sound: of a long call that is more than should be in memory at once. */
export const partsOf = ({ db }: Ctx, recordingId: string): Promise<PartKey[]> =>
  db
    .select({ id: p.id, voice: p.voice })
    .from(p)
    .where(eq(p.recordingId, recordingId))
    .orderBy(asc(p.voice), asc(p.turn))

export async function hasParts({ db }: Ctx, recordingId: string): Promise<boolean> {
  const rows = await db.select({ id: p.id }).from(p).where(eq(p.recordingId, recordingId)).limit(1)
  return rows.length > 0
}

export type OldRecording = Pick<RecordingRow, 'id' | 'county' | 'contactId'>
export type OldPage = { county: CountyCode; since: Date; from: string | null; most: number }

export const endedBefore = ({ db }: Ctx, { county, since, from, most }: OldPage): Promise<OldRecording[]> =>
  db
    .select({ id: r.id, county: r.county, contactId: r.contactId })
    .from(r)
    .where(
      and(
        eq(r.county, county),
        lt(r.endedAt, since),
        ...(from === null ? [] : [gt(r.id, from)]),
        exists(db.select({ id: p.id }).from(p).where(eq(p.recordingId, r.id))),
      ),
    )
    .orderBy(asc(r.id))
    .limit(most)

export async function deleteParts({ db }: Ctx, recordingId: string): Promise<void> {
  await db.delete(p).where(eq(p.recordingId, recordingId))
}

export async function bodyOf({ db }: Ctx, partId: string): Promise<Buffer> {
  const [row] = await db.select({ body: p.body }).from(p).where(eq(p.id, partId))
  if (!row) throw new Error('A part of a recording is gone.')
  return row.body
}
