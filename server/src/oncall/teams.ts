import type { TeamStatus } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { CountyCode, DispatchId, StaffId, TeamId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { OnCallNow, TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { pointOf, unitName } from '../directory/directory.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { inTurn } from '../platform/db/in-turn.ts'
import * as store from './teams.store.ts'

/** Board entries of these teams, in their order. */
export async function entriesOf(ctx: Ctx, rows: readonly store.TeamRow[]): Promise<TeamEntry[]> {
  const members = await store.membersOfTeams(
    ctx,
    rows.map(({ id }) => id),
  )
  const staffIds = [...new Set(members.map(({ staffId }) => staffId))]
  const [names, withDevice] = [
    await identity.namesOf(ctx, staffIds),
    await store.devicesByStaff(ctx, staffIds),
  ]
  const counties = [...new Set(rows.map(({ county }) => county))]
  const running = (await inTurn(counties, (county) => store.shiftsNow(ctx, county))).flat()
  return rows.map((row) => {
    const own = members.filter(({ teamId }) => teamId === row.id)
    const shift = running.find(({ teamId }) => teamId === row.id)
    return {
      id: row.id,
      version: row.version,
      name: row.name,
      members: own.map(({ staffId }) => ({ staffId, name: names.get(staffId) ?? '' })),
      status: row.status,
      since: row.since,
      base: unitName(row.base) ?? '',
      onShift: shift !== undefined,
      shiftEndsAt: shift?.endsAt ?? null,
      dispatchId: row.dispatchId,
      withApp: own.filter(({ staffId }) => (withDevice.get(staffId) ?? 0) > 0).length,
      changedAt: row.changedAt,
    }
  })
}

export const board = async (ctx: Ctx): Promise<TeamEntry[]> =>
  entriesOf(ctx, await store.teamRows(ctx, identity.countyOf(ctx)))

export async function entryOf(ctx: Ctx, row: store.TeamRow): Promise<TeamEntry> {
  const [entry] = await entriesOf(ctx, [row])
  if (!entry) throw new Refusal('not_found')
  return entry
}

export const teamsOf = (ctx: Ctx, staffId: StaffId): Promise<TeamId[]> => store.teamsOfStaff(ctx, staffId)

export async function membersOf(ctx: Ctx, teamId: TeamId | null): Promise<StaffId[]> {
  if (!teamId) return []
  return (await store.membersOfTeams(ctx, [teamId])).map(({ staffId }) => staffId)
}

export const teamName = async (ctx: Ctx, teamId: TeamId | null): Promise<string> =>
  teamId ? ((await store.teamRow(ctx, teamId))?.name ?? '') : ''

export const dutyOfficers = async (ctx: Ctx, county: CountyCode): Promise<StaffId[]> =>
  (await store.shiftsNow(ctx, county)).flatMap(({ staffId }) => (staffId ? [staffId] : []))

/** The team that starts nearest to the unit, as the crow flies; the first by name where a point is missing. */
export async function freeTeam(
  ctx: Ctx,
  county: CountyCode,
  { unit, except = [] }: { unit: number | null; except?: readonly TeamId[] },
): Promise<TeamId | null> {
  const free = await store.freeTeams(ctx, county, except)
  const there = pointOf(unit)
  const away = (base: number): number => {
    const from = pointOf(base)
    return from && there ? Math.hypot(from.lat - there.lat, (from.lon - there.lon) * 0.69) : Number.MAX_VALUE
  }
  return free.toSorted((a, b) => away(a.base) - away(b.base))[0]?.id ?? null
}

/** Sets what the team is doing; `dispatchId` is what it is doing it for. */
export async function setTeamStatus(
  ctx: Ctx,
  teamId: TeamId,
  { status, dispatchId }: { status: TeamStatus; dispatchId: DispatchId | null },
): Promise<TeamEntry> {
  await store.lockTeam(ctx, teamId)
  const row = await store.saveTeam(ctx, teamId, { status, dispatchId })
  const entry = await entryOf(ctx, row)
  ctx.tell('team.changed', entry, { county: row.county, to: entry.members.map(({ staffId }) => staffId) })
  await ctx.happened('oncall.statusSet', { county: row.county, teamId, body: { status } })
  return entry
}

/** By the team itself or by the desk, between dispatches. */
export async function chooseStatus(ctx: Ctx, teamId: TeamId, status: '1' | '8'): Promise<TeamEntry> {
  const actor = identity.personIn(ctx)
  if (ctx.right === 'own' && !(await teamsOf(ctx, actor.staffId)).includes(teamId))
    throw new Refusal('not_found')
  const row = await store.lockTeam(ctx, teamId)
  if (row.dispatchId) throw new Refusal('team_busy')
  return setTeamStatus(ctx, teamId, { status, dispatchId: null })
}

export async function onCallNow(ctx: Ctx): Promise<OnCallNow> {
  const running = await store.shiftsNow(ctx, identity.countyOf(ctx))
  const officers = running.flatMap(({ staffId }) => (staffId ? [staffId] : []))
  const names = await identity.namesOf(ctx, officers)
  const teams = await store.teamRows({ ...ctx, right: 'county' }, identity.countyOf(ctx))
  const [first] = officers
  return {
    shifts: running.map(({ id, kind, teamId, staffId, startsAt, endsAt }) => ({
      id,
      kind,
      name: (staffId ? names.get(staffId) : teams.find((team) => team.id === teamId)?.name) ?? '',
      startsAt,
      endsAt,
    })),
    dutyOfficer: first ? { staffId: first, name: names.get(first) ?? '' } : null,
  }
}

/** A team may be sent only inside its county and while it has nothing else to do. */
export async function refuseUnlessFree(ctx: Ctx, teamId: TeamId): Promise<void> {
  const row = await store.lockTeam(ctx, teamId)
  if (row.dispatchId || row.status !== '1') throw new Refusal('team_busy', { team: row.name })
  const running = await store.shiftsNow(ctx, row.county)
  if (!running.some((shift) => shift.teamId === teamId))
    throw new Refusal('team_off_duty', { team: row.name })
}
