import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { CarrierStatus } from '@veghe/shared/telephony/telephony.codes.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, like, lt, notInArray, or } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { carrierMarks, intents as t } from './telephony.tables.ts'

export type IntentRow = typeof t.$inferSelect
export type IntentStatus = IntentRow['status']

const settled: CarrierStatus[] = ['delivered', 'read', 'failed', 'completed', 'busy', 'no_answer', 'canceled']

export async function insertIntent(ctx: Ctx, row: typeof t.$inferInsert): Promise<void> {
  await ctx.db.insert(t).values(row)
}

export type WhichIntent = { id: string } | { providerSid: string }

const which = (of: WhichIntent) => ('id' in of ? eq(t.id, of.id) : eq(t.providerSid, of.providerSid))

export async function findIntent({ db }: Ctx, of: WhichIntent): Promise<IntentRow | null> {
  const [row] = await db.select().from(t).where(which(of))
  return row ?? null
}

export async function lockIntent({ db }: Ctx, of: WhichIntent): Promise<IntentRow | null> {
  const [row] = await db.select().from(t).where(which(of)).for('update')
  return row ?? null
}

export async function saveIntent(
  { db, now }: Ctx,
  id: string,
  change: Partial<typeof t.$inferInsert>,
): Promise<void> {
  await db
    .update(t)
    .set({ ...change, changedAt: now })
    .where(eq(t.id, id))
}

/** Looked at without a change in what is known. */
export async function noteCheck({ db, now }: Ctx, id: string): Promise<void> {
  await db.update(t).set({ checkedAt: now }).where(eq(t.id, id))
}

/** Whether a younger wish about the same call has taken the place of this move. An end is always carried out. */
export async function isSuperseded({ db }: Ctx, row: IntentRow): Promise<boolean> {
  if (row.kind !== 'move' || row.targetSid === null) return false
  const younger = and(eq(t.targetSid, row.targetSid), gt(t.turn, row.turn))
  const rows = await db.select({ id: t.id }).from(t).where(younger).limit(1)
  return rows.length > 0
}

/** Since when the carrier is asked once more to call the same contact back, and has not said what it made of it. */
export async function youngerAsked(
  { db }: Ctx,
  { purpose, path, turn }: Pick<IntentRow, 'purpose' | 'path' | 'turn'>,
): Promise<Date | null> {
  if (purpose !== 'queue.callBack' || path === null) return null
  const ofContact = like(t.path, `${path.slice(0, path.indexOf('&intent='))}&%`)
  const isOpen = and(eq(t.status, 'asking'), isNull(t.providerSid))
  const [row] = await db
    .select({ askedAt: t.askedAt })
    .from(t)
    .where(and(eq(t.purpose, purpose), gt(t.turn, turn), ofContact, isOpen))
    .orderBy(asc(t.turn))
    .limit(1)
  return row?.askedAt ?? null
}

/** Of these carrier ids, those that belong to an intent. */
export async function knownSids({ db }: Ctx, sids: string[]): Promise<Set<string>> {
  if (sids.length === 0) return new Set()
  const rows = await db.select({ sid: t.providerSid }).from(t).where(inArray(t.providerSid, sids))
  return new Set(rows.map(({ sid }) => sid ?? ''))
}

export type Unreported = Pick<IntentRow, 'id' | 'kind'> & { county: CountyCode; providerSid: string }

/** Placed, not settled, and nothing heard for a while: the reports may have been lost while we were away. */
export async function unreported(
  { db }: Ctx,
  at: { quietSince: Date; newerThan: Date; most: number },
): Promise<Unreported[]> {
  const rows = await db
    .select({ id: t.id, kind: t.kind, county: t.county, providerSid: t.providerSid })
    .from(t)
    .where(
      and(
        isNotNull(t.providerSid),
        notInArray(t.status, settled),
        lt(t.changedAt, at.quietSince),
        or(isNull(t.checkedAt), lt(t.checkedAt, at.quietSince)),
        gt(t.createdAt, at.newerThan),
      ),
    )
    .orderBy(asc(t.changedAt))
    .limit(at.most)
  return rows.flatMap(({ providerSid, ...row }) => (providerSid === null ? [] : [{ ...row, providerSid }]))
}

export async function markOf({ db }: Ctx, name: string): Promise<Date | null> {
  const [row] = await db.select().from(carrierMarks).where(eq(carrierMarks.name, name))
  return row?.at ?? null
}

/** Never back: two workers may have looked at the same time. */
export async function moveMark({ db }: Ctx, name: string, at: Date): Promise<void> {
  await db
    .insert(carrierMarks)
    .values({ name, at })
    .onConflictDoUpdate({ target: carrierMarks.name, set: { at }, setWhere: lt(carrierMarks.at, at) })
}
