import type { CallBackId, ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import type { WrongPerson } from '@veghe/shared/queue/queue.codes.ts'
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { callBackAttempts as a, callBacks as c } from './queue.tables.ts'

export type CallBackRow = typeof c.$inferSelect
export type Attempt = typeof a.$inferSelect
type SaidColumn = 'voiceMessageId' | 'voiceMessageSeconds'
export type CallBackChange = Partial<
  Pick<CallBackRow, 'state' | 'safe' | 'dueAt' | 'remindedAt' | 'closedReason' | 'closedAt' | SaidColumn>
>

/** Null when the contact already has an open one. */
export async function addRow({ db }: Ctx, row: typeof c.$inferInsert): Promise<CallBackRow | null> {
  const [added] = await db.insert(c).values(row).onConflictDoNothing().returning()
  return added ?? null
}

export async function lockCallBack({ db }: Ctx, id: CallBackId): Promise<CallBackRow> {
  const [row] = await db.select().from(c).where(eq(c.id, id)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function findCallBack({ db }: Ctx, id: CallBackId): Promise<CallBackRow | null> {
  const [row] = await db.select().from(c).where(eq(c.id, id))
  return row ?? null
}

export async function lockOpen({ db }: Ctx, contactId: ContactId): Promise<CallBackRow | null> {
  const [row] = await db
    .select()
    .from(c)
    .where(and(eq(c.contactId, contactId), eq(c.state, 'open')))
    .for('update')
  return row ?? null
}

export async function findOpen({ db }: Ctx, contactId: ContactId): Promise<CallBackRow | null> {
  const [row] = await db
    .select()
    .from(c)
    .where(and(eq(c.contactId, contactId), eq(c.state, 'open')))
  return row ?? null
}

export async function lockNewest({ db }: Ctx, contactId: ContactId): Promise<CallBackRow | null> {
  const ofContact = db.select().from(c).where(eq(c.contactId, contactId))
  const [row] = await ofContact.orderBy(desc(c.dueAt), desc(c.id)).limit(1).for('update')
  return row ?? null
}

/** Whether this caller is still owed a call. */
export async function hasOpen({ db }: Ctx, contactId: ContactId): Promise<boolean> {
  const open = and(eq(c.contactId, contactId), eq(c.state, 'open'))
  return (await db.select({ id: c.id }).from(c).where(open)).length > 0
}

export async function saveCallBack(
  { db, now }: Ctx,
  id: CallBackId,
  change: CallBackChange,
): Promise<CallBackRow> {
  const [row] = await db
    .update(c)
    .set({ ...change, version: sql`${c.version} + 1`, changedAt: now })
    .where(eq(c.id, id))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

export const addAttempt = ({ db }: Ctx, row: typeof a.$inferInsert) => db.insert(a).values(row)

/** The newest is what it turned out to be: the facts keep both. */
export async function correctAttempt({ db }: Ctx, id: CallBackId, result: WrongPerson): Promise<void> {
  const newest = db
    .select({ id: a.id })
    .from(a)
    .where(eq(a.callBackId, id))
    .orderBy(desc(a.at), desc(a.id))
    .limit(1)
  await db.update(a).set({ result }).where(inArray(a.id, newest))
}

export async function attemptsOf({ db }: Ctx, ids: readonly CallBackId[]): Promise<Attempt[]> {
  if (ids.length === 0) return []
  return db
    .select()
    .from(a)
    .where(inArray(a.callBackId, [...ids]))
    .orderBy(asc(a.at), asc(a.id))
}

const toldAfterMs = minutes(10)

/** Open ones, and those settled so lately that a board may not know yet. */
export const boardCallBacks = ({ db, now }: Ctx, county: CountyCode): Promise<CallBackRow[]> =>
  db
    .select()
    .from(c)
    .where(and(eq(c.county, county), or(eq(c.state, 'open'), gt(c.closedAt, after(now, -toldAfterMs)))))
    .orderBy(asc(c.dueAt), asc(c.id))

export const callBackStamps = ({ db }: Ctx, county: CountyCode) =>
  db
    .select({ id: c.id, version: c.version, changedAt: c.changedAt })
    .from(c)
    .where(and(eq(c.county, county), eq(c.state, 'open')))

export const callBacksDue = ({ db, now }: Ctx) =>
  db
    .select({ id: c.id })
    .from(c)
    .where(and(eq(c.state, 'open'), isNull(c.remindedAt), lte(c.dueAt, now)))
    .limit(100)
