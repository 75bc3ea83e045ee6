import type { CaseId, CountyCode, DispatchId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { and, desc, eq, gt, inArray, notInArray, or, sql } from 'drizzle-orm'
import { teamsOf } from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { dispatches as d } from './dispatch.tables.ts'

export type DispatchRow = typeof d.$inferSelect

const over = ['ended', 'cancelled'] as const

export async function addDispatch({ db }: Ctx, row: typeof d.$inferInsert): Promise<DispatchRow> {
  const [made] = await db.insert(d).values(row).returning()
  if (!made) throw new Refusal('bug', { reason: 'dispatch_not_stored' })
  return made
}

/** Locked; for an `own` reader only what was sent to a team they ride with. */
export async function lockDispatch(ctx: Ctx, dispatchId: DispatchId): Promise<DispatchRow> {
  const row = await lockTold(ctx, dispatchId)
  if (!(await maySee(ctx, row))) throw new Refusal('not_found')
  return row
}

/** Locked, whoever acts: for what on-call reports, which may be that the actor's team takes it over. */
export async function lockTold({ db }: Ctx, dispatchId: DispatchId): Promise<DispatchRow> {
  const [row] = await db.select().from(d).where(eq(d.id, dispatchId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

async function maySee(ctx: Ctx, row: DispatchRow): Promise<boolean> {
  if (ctx.right !== 'own') return true
  const { actor } = ctx
  if (actor.kind !== 'person' || row.teamId === null) return false
  return (await teamsOf(ctx, actor.staffId)).includes(row.teamId)
}

export async function saveDispatch(
  { db, now }: Ctx,
  dispatchId: DispatchId,
  change: Partial<typeof d.$inferInsert>,
): Promise<DispatchRow> {
  const [row] = await db
    .update(d)
    .set({ ...change, changedAt: now, version: sql`${d.version} + 1` })
    .where(eq(d.id, dispatchId))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

/** Those that run, and those that ended in the last ten minutes. */
export const dispatchRows = ({ db, now }: Ctx, county: CountyCode): Promise<DispatchRow[]> =>
  db
    .select()
    .from(d)
    .where(
      and(eq(d.county, county), or(notInArray(d.step, [...over]), gt(d.changedAt, after(now, -minutes(10))))),
    )
    .orderBy(desc(d.sentAt))

export async function dispatchRow({ db }: Ctx, dispatchId: DispatchId): Promise<DispatchRow | null> {
  const [row] = await db.select().from(d).where(eq(d.id, dispatchId))
  return row ?? null
}

export const openOfCase = ({ db }: Ctx, caseId: CaseId): Promise<DispatchRow[]> =>
  db
    .select()
    .from(d)
    .where(and(eq(d.caseId, caseId), notInArray(d.step, [...over])))
    .for('update')

export const ofCase = ({ db }: Ctx, caseId: CaseId): Promise<DispatchRow[]> =>
  db.select().from(d).where(eq(d.caseId, caseId)).orderBy(d.sentAt)

/** What the actor's teams are sent on, running or asked for. */
export async function rowsOfActor(ctx: Ctx): Promise<DispatchRow[]> {
  if (ctx.actor.kind !== 'person') return []
  const own = await teamsOf(ctx, ctx.actor.staffId)
  if (own.length === 0) return []
  return ctx.db
    .select()
    .from(d)
    .where(and(inArray(d.teamId, own), notInArray(d.step, [...over])))
    .orderBy(desc(d.sentAt))
}
