import type { CountyCode, DispatchId, PageId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import type { PageState } from '@veghe/shared/oncall/oncall.codes.ts'
import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { ladders as l, pages as p } from './oncall.tables.ts'

export type LadderRow = typeof l.$inferSelect
export type PageRow = typeof p.$inferSelect

export const addLadder = async ({ db }: Ctx, row: typeof l.$inferInsert): Promise<LadderRow> => {
  const [made] = await db.insert(l).values(row).returning()
  if (!made) throw new Refusal('bug', { reason: 'ladder_not_stored' })
  return made
}

export async function lockLadder({ db }: Ctx, dispatchId: DispatchId): Promise<LadderRow> {
  const [row] = await db.select().from(l).where(eq(l.dispatchId, dispatchId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveLadder(
  { db, now }: Ctx,
  dispatchId: DispatchId,
  change: Partial<
    Pick<LadderRow, 'teamId' | 'state' | 'round' | 'nextAt' | 'acknowledgedBy' | 'unit' | 'priority'>
  >,
): Promise<LadderRow> {
  const [row] = await db
    .update(l)
    .set({ ...change, changedAt: now, version: sql`${l.version} + 1` })
    .where(eq(l.dispatchId, dispatchId))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

/** Running ladders, and those that ended in the last ten minutes. */
export const ladderRows = ({ db, now }: Ctx, county: CountyCode): Promise<LadderRow[]> =>
  db
    .select()
    .from(l)
    .where(and(eq(l.county, county), or(eq(l.state, 'running'), gt(l.changedAt, after(now, -minutes(10))))))
    .orderBy(asc(l.startedAt))

export async function ladderRow({ db }: Ctx, dispatchId: DispatchId): Promise<LadderRow | null> {
  const [row] = await db.select().from(l).where(eq(l.dispatchId, dispatchId))
  return row ?? null
}

export const addPages = ({ db }: Ctx, rows: (typeof p.$inferInsert)[]): Promise<PageRow[]> =>
  rows.length === 0 ? Promise.resolve([]) : db.insert(p).values(rows).onConflictDoNothing().returning()

export const pagesOf = async ({ db }: Ctx, dispatchIds: readonly DispatchId[]): Promise<PageRow[]> =>
  dispatchIds.length === 0
    ? []
    : db
        .select()
        .from(p)
        .where(inArray(p.dispatchId, [...dispatchIds]))
        .orderBy(asc(p.dueAt), asc(p.round), asc(p.channel), asc(p.staffId))

export async function lockPage({ db }: Ctx, pageId: PageId): Promise<PageRow | null> {
  const [row] = await db.select().from(p).where(eq(p.id, pageId)).for('update')
  return row ?? null
}

export const savePage = (
  { db, now }: Ctx,
  pageId: PageId,
  change: { state: PageState; sentAt?: Date },
): Promise<unknown> =>
  db
    .update(p)
    .set({ ...change, changedAt: now })
    .where(eq(p.id, pageId))

/** Stops every channel at once: what has not gone out never will. */
export const stopPages = ({ db, now }: Ctx, dispatchId: DispatchId): Promise<unknown> =>
  db
    .update(p)
    .set({ state: 'stopped', changedAt: now })
    .where(and(eq(p.dispatchId, dispatchId), eq(p.state, 'planned')))

/** The running ladders in which this person is being asked, newest first. */
export async function askedOf({ db }: Ctx, staffId: StaffId): Promise<PageRow[]> {
  const rows = await db
    .select({ page: p })
    .from(p)
    .innerJoin(l, eq(l.dispatchId, p.dispatchId))
    .where(and(eq(p.staffId, staffId), eq(l.state, 'running')))
    .orderBy(sql`${p.dueAt} desc`)
  return rows.map(({ page }) => page)
}

export async function pageRow({ db }: Ctx, pageId: PageId): Promise<PageRow | null> {
  const [row] = await db.select().from(p).where(eq(p.id, pageId))
  return row ?? null
}
