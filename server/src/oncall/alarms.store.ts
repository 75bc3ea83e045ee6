import type { AlarmId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import type { AlarmKind } from '@veghe/shared/oncall/oncall.codes.ts'
import { and, asc, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { alarms as a } from './oncall.tables.ts'

export type AlarmRow = typeof a.$inferSelect

/** Null when the same trouble already has an open alarm. */
export async function addAlarm({ db }: Ctx, row: typeof a.$inferInsert): Promise<AlarmRow | null> {
  const [made] = await db.insert(a).values(row).onConflictDoNothing().returning()
  return made ?? null
}

export async function lockAlarm({ db }: Ctx, alarmId: AlarmId): Promise<AlarmRow> {
  const [row] = await db.select().from(a).where(eq(a.id, alarmId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveAlarm(
  { db, now }: Ctx,
  alarmId: AlarmId,
  change: Partial<Pick<AlarmRow, 'state' | 'acknowledgedBy'>>,
): Promise<AlarmRow> {
  const [row] = await db
    .update(a)
    .set({ ...change, changedAt: now, version: sql`${a.version} + 1` })
    .where(eq(a.id, alarmId))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

export const openAlarms = ({ db }: Ctx, about: { county: CountyCode; kind: AlarmKind; subject: string }) =>
  db
    .select()
    .from(a)
    .where(
      and(
        eq(a.county, about.county),
        eq(a.kind, about.kind),
        eq(a.subject, about.subject),
        ne(a.state, 'ended'),
      ),
    )
    .for('update')

/** Open alarms, and those that ended in the last ten minutes. */
export const alarmRows = ({ db, now }: Ctx, county: CountyCode): Promise<AlarmRow[]> =>
  db
    .select()
    .from(a)
    .where(and(eq(a.county, county), or(ne(a.state, 'ended'), gt(a.changedAt, after(now, -minutes(10))))))
    .orderBy(asc(a.raisedAt))

export async function alarmRow({ db }: Ctx, alarmId: AlarmId): Promise<AlarmRow | null> {
  const [row] = await db.select().from(a).where(eq(a.id, alarmId))
  return row ?? null
}
