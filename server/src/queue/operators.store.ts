import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { operatorStates as o } from './queue.tables.ts'

/*
 * An entry is always locked before an operator's row, and operators in the order of their ids, so that two commands
 * never wait for each other.
 */

export type OperatorState = typeof o.$inferSelect

/** Someone may work for several counties, one at a time, and says in each what they are doing there. */
export type AtPost = { staffId: StaffId; county: CountyCode }

const atPost = ({ staffId, county }: AtPost) => and(eq(o.county, county), eq(o.staffId, staffId))

export async function findOperator({ db }: Ctx, at: AtPost): Promise<OperatorState | null> {
  const [row] = await db.select().from(o).where(atPost(at))
  return row ?? null
}

export const lockOperators = ({ db }: Ctx, county: CountyCode, ids: readonly StaffId[]) =>
  db
    .select()
    .from(o)
    .where(and(eq(o.county, county), inArray(o.staffId, [...ids])))
    .orderBy(asc(o.staffId))
    .for('update')

/** Null when they are in a contact after all, or never said that they are at work. */
export async function occupy(ctx: Ctx, at: AtPost, contactId: ContactId): Promise<OperatorState | null> {
  const [row] = await ctx.db
    .update(o)
    .set({ contactId, since: ctx.now, version: sql`${o.version} + 1`, changedAt: ctx.now })
    .where(and(atPost(at), isNull(o.contactId), isNull(o.helpsWith)))
    .returning()
  return row ?? null
}

/** Whoever has this contact is free again; null when nobody has. */
export async function vacate(ctx: Ctx, contactId: ContactId): Promise<OperatorState | null> {
  const [row] = await ctx.db
    .update(o)
    .set({ contactId: null, since: ctx.now, version: sql`${o.version} + 1`, changedAt: ctx.now })
    .where(eq(o.contactId, contactId))
    .returning()
  return row ?? null
}

/** Null when they are not free after all. */
export async function besides(ctx: Ctx, at: AtPost, contactId: ContactId): Promise<OperatorState | null> {
  const isFree = and(isNull(o.contactId), isNull(o.helpsWith), eq(o.status, 'available'))
  const [row] = await ctx.db
    .update(o)
    .set({ helpsWith: contactId, since: ctx.now, version: sql`${o.version} + 1`, changedAt: ctx.now })
    .where(and(atPost(at), isFree))
    .returning()
  return row ?? null
}

/** Whoever was beside the holder of this contact is not any more: `takes` says that it is theirs now. */
export async function leavesSide(
  ctx: Ctx,
  contactId: ContactId,
  { takes }: { takes: boolean },
): Promise<OperatorState | null> {
  const [row] = await ctx.db
    .update(o)
    .set({
      ...{ helpsWith: null, contactId: takes ? contactId : null },
      ...{ since: ctx.now, version: sql`${o.version} + 1`, changedAt: ctx.now },
    })
    .where(eq(o.helpsWith, contactId))
    .returning()
  return row ?? null
}

export async function saveStatus(
  { db, now }: Ctx,
  said: AtPost & { status: OperatorState['status'] },
): Promise<OperatorState | null> {
  const { staffId, county, status } = said
  const [row] = await db
    .insert(o)
    .values({ staffId, county, status, since: now, changedAt: now })
    .onConflictDoUpdate({
      target: [o.county, o.staffId],
      set: {
        status,
        since: sql`case when num_nonnulls(${o.contactId}, ${o.helpsWith}) = 0 then ${now} else ${o.since} end`,
        version: sql`${o.version} + 1`,
        changedAt: now,
      },
    })
    .returning()
  return row ?? null
}

export const operatorsOf = ({ db }: Ctx, county: CountyCode): Promise<OperatorState[]> =>
  db.select().from(o).where(eq(o.county, county)).orderBy(asc(o.staffId))

/** A holder's screen was there while Redis was not. Nothing that a board shows, and not written at every beat. */
export const noteSeen = ({ db, now }: Ctx, at: AtPost) =>
  db
    .update(o)
    .set({ seenAt: now })
    .where(
      and(atPost(at), isNotNull(o.contactId), or(isNull(o.seenAt), lt(o.seenAt, after(now, -seconds(3))))),
    )

export async function seenTimes({ db }: Ctx, ids: readonly StaffId[]): Promise<Map<StaffId, Date>> {
  const rows = await db
    .select({ staffId: o.staffId, seenAt: o.seenAt })
    .from(o)
    .where(inArray(o.staffId, [...ids]))
  return new Map(rows.flatMap(({ staffId, seenAt }) => (seenAt ? [[staffId, seenAt]] : [])))
}

/** Wherever the scope of the transaction reaches, which for a board is one county. */
export async function operatorAnywhere({ db }: Ctx, staffId: StaffId): Promise<OperatorState | null> {
  const [row] = await db.select().from(o).where(eq(o.staffId, staffId))
  return row ?? null
}
