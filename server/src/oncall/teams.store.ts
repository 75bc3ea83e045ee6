import type { TeamStatus } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { CountyCode, DispatchId, StaffId, TeamId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, asc, count, eq, gt, inArray, isNull, lte, ne, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { devices, responders, shifts, teams } from './oncall.tables.ts'

export type TeamRow = typeof teams.$inferSelect

/** An `own` reader sees only the teams they ride with. */
export async function teamRows(ctx: Ctx, county: CountyCode): Promise<TeamRow[]> {
  const own =
    ctx.right === 'own' && ctx.actor.kind === 'person' ? await teamsOfStaff(ctx, ctx.actor.staffId) : null
  const rows = await ctx.db.select().from(teams).where(eq(teams.county, county)).orderBy(asc(teams.name))
  return own ? rows.filter(({ id }) => own.includes(id)) : rows
}

export async function teamRow({ db }: Ctx, teamId: TeamId): Promise<TeamRow | null> {
  const [row] = await db.select().from(teams).where(eq(teams.id, teamId))
  return row ?? null
}

export async function lockTeam({ db }: Ctx, teamId: TeamId): Promise<TeamRow> {
  const [row] = await db.select().from(teams).where(eq(teams.id, teamId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveTeam(
  { db, now }: Ctx,
  teamId: TeamId,
  change: { status: TeamStatus; dispatchId: DispatchId | null },
): Promise<TeamRow> {
  const [row] = await db
    .update(teams)
    .set({ ...change, since: now, changedAt: now, version: sql`${teams.version} + 1` })
    .where(eq(teams.id, teamId))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

export async function teamsOfStaff({ db }: Ctx, staffId: StaffId): Promise<TeamId[]> {
  const rows = await db
    .select({ id: responders.teamId })
    .from(responders)
    .where(eq(responders.staffId, staffId))
  return rows.map(({ id }) => id)
}

export async function membersOfTeams({ db }: Ctx, teamIds: readonly TeamId[]) {
  if (teamIds.length === 0) return []
  return db
    .select({ teamId: responders.teamId, staffId: responders.staffId })
    .from(responders)
    .where(inArray(responders.teamId, [...teamIds]))
}

/** Shifts running at `ctx.now`. */
export const shiftsNow = ({ db, now }: Ctx, county: CountyCode) =>
  db
    .select()
    .from(shifts)
    .where(and(eq(shifts.county, county), lte(shifts.startsAt, now), gt(shifts.endsAt, now)))
    .orderBy(asc(shifts.startsAt))

/** On shift, at leisure, and not asked yet; locked so that two dispatches do not choose the same team. */
export async function freeTeams(ctx: Ctx, county: CountyCode, except: readonly TeamId[]): Promise<TeamRow[]> {
  const { db, now } = ctx
  const onShift = db
    .select({ id: shifts.teamId })
    .from(shifts)
    .where(and(eq(shifts.kind, 'team'), lte(shifts.startsAt, now), gt(shifts.endsAt, now)))
  return db
    .select()
    .from(teams)
    .where(
      and(
        eq(teams.county, county),
        eq(teams.status, '1'),
        isNull(teams.dispatchId),
        inArray(teams.id, onShift),
        ...except.map((id) => ne(teams.id, id)),
      ),
    )
    .orderBy(asc(teams.name))
    .for('update', { of: teams, skipLocked: true })
}

export async function devicesByStaff(
  { db }: Ctx,
  staffIds: readonly StaffId[],
): Promise<Map<StaffId, number>> {
  if (staffIds.length === 0) return new Map()
  const rows = await db
    .select({ staffId: devices.staffId, n: count() })
    .from(devices)
    .where(inArray(devices.staffId, [...staffIds]))
    .groupBy(devices.staffId)
  return new Map(rows.map(({ staffId, n }) => [staffId, n]))
}

export const addDevice = ({ db }: Ctx, row: typeof devices.$inferInsert) =>
  db.insert(devices).values(row).onConflictDoUpdate({ target: devices.endpointHash, set: row })

export const devicesOf = ({ db }: Ctx, staffId: StaffId) =>
  db.select().from(devices).where(eq(devices.staffId, staffId))

export const dropDevice = ({ db }: Ctx, endpointHash: Buffer) =>
  db.delete(devices).where(eq(devices.endpointHash, endpointHash))

export const addTeam = ({ db }: Ctx, row: typeof teams.$inferInsert) =>
  db.insert(teams).values(row).onConflictDoNothing().returning()

export const addResponders = ({ db }: Ctx, rows: (typeof responders.$inferInsert)[]) =>
  db.insert(responders).values(rows).onConflictDoNothing()

export const addShifts = ({ db }: Ctx, rows: (typeof shifts.$inferInsert)[]) =>
  db.insert(shifts).values(rows).onConflictDoNothing()
