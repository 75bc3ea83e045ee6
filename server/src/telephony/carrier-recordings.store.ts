import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { RecordingReport } from '@veghe/shared/telephony/telephony.codes.ts'
import { isRecordingOver } from '@veghe/shared/telephony/telephony.rules.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, notInArray, or } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { carrierRecordings as t } from './carrier-recordings.tables.ts'
import type { OldPage, OldRecording } from './recordings.store.ts'

export type CarrierRow = typeof t.$inferSelect
export type CarrierChange = Partial<Omit<typeof t.$inferInsert, 'id' | 'county' | 'callSid'>>

/** False when the call has one already. */
export async function insertWish({ db }: Ctx, row: typeof t.$inferInsert): Promise<boolean> {
  const added = await db.insert(t).values(row).onConflictDoNothing().returning({ id: t.id })
  return added.length > 0
}

/** By itself, or that of a call: a caller may have left voice messages in the same one. */
export type WhichRecording = { id: string } | { callSid: string }

/** Null also when nothing is left to be done for it. */
export async function lockOpen({ db }: Ctx, of: WhichRecording): Promise<CarrierRow | null> {
  const isMeant = 'id' in of ? eq(t.id, of.id) : and(eq(t.callSid, of.callSid), eq(t.kind, 'call'))
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

/** Whether the carrier still records, or has all there will be of it. */
export type Stage = 'live' | 'over'

export const stageOf = ({ reported }: Pick<CarrierRow, 'reported'>): Stage =>
  isRecordingOver(reported) ? 'over' : 'live'

const ends = RecordingReport.options.filter(isRecordingOver)
const isAt = {
  live: or(isNull(t.reported), notInArray(t.reported, ends)),
  over: inArray(t.reported, ends),
}

export async function dueRecordings({ db, now }: Ctx, stage: Stage, most: number): Promise<string[]> {
  const isDue = and(isNull(t.clearedAt), lte(t.dueAt, now), isAt[stage])
  const rows = await db.select({ id: t.id }).from(t).where(isDue).orderBy(asc(t.dueAt)).limit(most)
  return rows.map(({ id }) => id)
}

/** What callers said after the tone, oldest first; an empty message is none. */
export const voiceMessagesIn = ({ db }: Ctx, of: { contactId: ContactId } | { providerSid: string }) =>
  db
    .select()
    .from(t)
    .where(
      and(
        eq(t.kind, 'voice_message'),
        'contactId' in of ? eq(t.contactId, of.contactId) : eq(t.providerSid, of.providerSid),
      ),
    )
    .orderBy(asc(t.id))

/** What the carrier began before `since` and never handed over. */
export const unkeptBefore = ({ db }: Ctx, { county, since, from, most }: OldPage): Promise<OldRecording[]> =>
  db
    .select({ id: t.id, county: t.county, contactId: t.contactId })
    .from(t)
    .where(
      and(
        ...[eq(t.county, county), lt(t.askedAt, since), isNotNull(t.providerSid)],
        ...[isNull(t.keptAt), isNull(t.clearedAt)],
        ...(from === null ? [] : [gt(t.id, from)]),
      ),
    )
    .orderBy(asc(t.id))
    .limit(most)
