import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { and, arrayOverlaps, asc, eq, gt, inArray, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { brokenUnique } from '../platform/db/failure.ts'
import { entries as e, operatorStates as o } from './queue.tables.ts'

/* In the words of the partial indexes: as a parameter the planner could not match them. */
const isWaiting = sql`${e.state} = 'waiting'`
const isHeld = sql`${e.state} = 'held'`
const isLive = sql`${e.state} <> 'ended'`

export type Entry = typeof e.$inferSelect
export type NewEntry = typeof e.$inferInsert
export type EntryChange = Partial<Omit<NewEntry, 'contactId' | 'county' | 'version' | 'changedAt'>>

/** Null when the contact has its entry already. */
export async function addEntry({ db }: Ctx, row: NewEntry): Promise<Entry | null> {
  const [added] = await db.insert(e).values(row).onConflictDoNothing().returning()
  return added ?? null
}

export async function findEntry({ db }: Ctx, contactId: ContactId): Promise<Entry | null> {
  const [row] = await db.select().from(e).where(eq(e.contactId, contactId))
  return row ?? null
}

/** The carrier's id of a call is nobody else's. */
export async function findByCall({ db }: Ctx, callSid: string): Promise<Entry | null> {
  const [row] = await db.select().from(e).where(eq(e.callSid, callSid))
  return row ?? null
}

export async function findByColleagueCall({ db }: Ctx, callSid: string): Promise<Entry | null> {
  const [row] = await db
    .select()
    .from(e)
    .where(and(isNotNull(e.colleagueId), eq(e.colleagueCallSid, callSid)))
  return row ?? null
}

export async function lockEntry({ db }: Ctx, contactId: ContactId): Promise<Entry> {
  const [row] = await db.select().from(e).where(eq(e.contactId, contactId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

/** Two requests for one operator at once, or two questions to one colleague: the indexes let only one of them through. */
async function oneAHolder<T>(taking: PromiseLike<T>): Promise<T> {
  try {
    return await taking
  } catch (error) {
    const broken = brokenUnique(error)
    if (broken === 'entries_one_a_holder') throw new Refusal('operator_has_contact')
    if (broken === 'entries_one_consult_a_colleague') throw new Refusal('colleague_busy')
    throw error
  }
}

export async function saveEntry({ db, now }: Ctx, before: Entry, change: EntryChange): Promise<Entry> {
  const saved = db
    .update(e)
    .set({ ...change, version: before.version + 1, changedAt: now })
    .where(eq(e.contactId, before.contactId))
    .returning()
  const [row] = await oneAHolder(saved)
  if (!row) throw new Refusal('not_found')
  return row
}

const given = ({ now }: Ctx, staffId: StaffId) => ({
  state: 'held' as const,
  holderId: staffId,
  heldSince: now,
  answeredAt: sql`coalesce(${e.answeredAt}, ${now})`,
  droppedAt: null,
  alarmDueAt: null,
  version: sql`${e.version} + 1`,
  changedAt: now,
})

/** Postgres decides: whoever is not first finds the entry no longer waiting. */
export async function takeWaiting(ctx: Ctx, contactId: ContactId, staffId: StaffId): Promise<Entry | null> {
  const taken = ctx.db
    .update(e)
    .set(given(ctx, staffId))
    .where(and(eq(e.contactId, contactId), isWaiting))
    .returning()
  const [row] = await oneAHolder(taken)
  return row ?? null
}

/** The first that waits and that nobody else is taking at this moment. */
export async function takeFirst(ctx: Ctx, county: CountyCode, staffId: StaffId): Promise<Entry | null> {
  const [first] = await ctx.db
    .select({ contactId: e.contactId })
    .from(e)
    .where(and(eq(e.county, county), isWaiting, not(arrayOverlaps(e.notFor, [staffId]))))
    .orderBy(asc(e.score), asc(e.contactId))
    .limit(1)
    .for('update', { skipLocked: true })
  return first ? takeWaiting(ctx, first.contactId, staffId) : null
}

/** How long what has ended is still told of, so that a board that was away learns of it. */
const toldAfterMs = minutes(10)

const onBoard = ({ now }: Ctx, county: CountyCode) =>
  and(
    eq(e.county, county),
    or(isLive, and(sql`${e.state} = 'ended'`, gt(e.endedAt, after(now, -toldAfterMs)))),
  )

export const boardEntries = (ctx: Ctx, county: CountyCode): Promise<Entry[]> =>
  ctx.db.select().from(e).where(onBoard(ctx, county)).orderBy(asc(e.score), asc(e.contactId))

/** Live entries only: each reader keeps those that ended for as long as it likes. */
export const stampsOf = ({ db }: Ctx, county: CountyCode) =>
  db
    .select({ id: e.contactId, version: e.version, changedAt: e.changedAt })
    .from(e)
    .where(and(eq(e.county, county), isLive))

export const heldEntries = ({ db }: Ctx) =>
  db
    .select({
      contactId: e.contactId,
      county: e.county,
      version: e.version,
      live: e.live,
      holderId: sql<StaffId>`${e.holderId}`,
      heldSince: sql<Date>`${e.heldSince}`.mapWith(e.heldSince),
      colleagueId: e.colleagueId,
      consultSince: e.consultSince,
    })
    .from(e)
    .where(isHeld)

export type HeldEntry = Awaited<ReturnType<typeof heldEntries>>[number]

/** By which call the holder's desk came in: nothing that a board shows. */
export const noteHolderCall = ({ db }: Ctx, contactId: ContactId, callSid: string) =>
  db
    .update(e)
    .set({ holderCallSid: callSid })
    .where(and(eq(e.contactId, contactId), isHeld))

/** That the caller knows; nobody's board shows it. Does nothing for a call that is not recorded. */
export const noteTold = ({ db }: Ctx, contactId: ContactId) =>
  db
    .update(e)
    .set({ recordingNotice: 'told' })
    .where(and(eq(e.contactId, contactId), eq(e.recordingNotice, 'owed')))

/** Colleagues who were asked and did not answer in time, or have something else in hand by now. */
export const asksOver = ({ db }: Ctx, askedBefore: Date) =>
  db
    .select({
      contactId: e.contactId,
      colleagueId: e.colleagueId,
      isFree: sql<boolean>`${o.status} = 'available' and num_nonnulls(${o.contactId}, ${o.helpsWith}) = 0`,
    })
    .from(e)
    .innerJoin(o, and(eq(o.staffId, e.colleagueId), eq(o.county, e.county)))
    .where(
      and(
        isNotNull(e.colleagueId),
        eq(e.consultStage, 'asked'),
        or(
          lte(e.consultSince, askedBefore),
          sql`${o.status} <> 'available' or num_nonnulls(${o.contactId}, ${o.helpsWith}) > 0`,
        ),
      ),
    )

/** Held, with a text that nobody answered since then. */
export const unansweredSince = ({ db }: Ctx, since: Date) =>
  db
    .select({ contactId: e.contactId })
    .from(e)
    .where(and(isHeld, lte(e.waitingSince, since), lte(e.heldSince, since)))
    .limit(100)

export const waitingEntries = ({ db }: Ctx, county: CountyCode) =>
  db
    .select({
      contactId: e.contactId,
      version: e.version,
      score: e.score,
      notFor: e.notFor,
      changedAt: e.changedAt,
    })
    .from(e)
    .where(and(eq(e.county, county), isWaiting))
    .orderBy(asc(e.score), asc(e.contactId))

export async function versionsOf({ db }: Ctx, ids: readonly ContactId[]) {
  if (ids.length === 0) return []
  return db
    .select({ contactId: e.contactId, version: e.version, state: e.state, changedAt: e.changedAt })
    .from(e)
    .where(inArray(e.contactId, [...ids]))
}

export async function countiesInUse({ db }: Ctx): Promise<CountyCode[]> {
  const posts = db.select({ county: o.county }).from(o)
  const rows = await db.select({ county: e.county }).from(e).where(isLive).union(posts)
  return rows.map(({ county }) => county)
}

export const alarmsDue = ({ db, now }: Ctx) =>
  db
    .select({ contactId: e.contactId })
    .from(e)
    .where(and(isWaiting, isNull(e.alarmRaisedAt), lte(e.alarmDueAt, now)))
    .limit(100)

/** What no board shows: does not count as a change of the entry. */
export const noteAlarm = ({ db, now }: Ctx, contactId: ContactId) =>
  db.update(e).set({ alarmRaisedAt: now }).where(eq(e.contactId, contactId))

/** One process at a time builds a county's order anew; the others find the lock taken. Until the commit. */
export async function lockRebuild({ db }: Ctx, county: CountyCode): Promise<boolean> {
  const { rows } = await db.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('queue.rebuild'), hashtext(${county})) as taken`,
  )
  return rows[0]?.taken === true
}
