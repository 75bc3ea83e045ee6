import { CountyCode, newId, type ShiftId, type StaffId, type TeamId } from '@veghe/shared/kernel/ids.ts'
import { after, days, hours } from '@veghe/shared/kernel/time.ts'
import { demoEmail, demoPeople } from '../identity/demo.ts'
import * as identity from '../identity/identity.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './teams.store.ts'

type DemoTeam = { name: string; base: number; members: readonly string[] }

/** Three teams of two for Cluj, one for Bistrița-Năsăud; `base` is the SIRUTA of the unit they start from. */
const demoTeams: Readonly<Record<string, readonly DemoTeam[]>> = {
  CJ: [
    { name: 'Echipa 1', base: 54975, members: ['vlad.pop', 'lavinia.serban'] },
    { name: 'Echipa 2', base: 55259, members: ['ion.crisan', 'mara.tirlea'] },
    { name: 'Echipa 3', base: 55008, members: ['tibor.kiss', 'oana.balan'] },
  ],
  BN: [{ name: 'Echipa 1', base: 32394, members: ['calin.moldovan', 'elena.bodea'] }],
}

const daysAhead = 60

/** The teams once, and their shifts for the next two months each time a demo starts. */
export async function seedOnCall(world: World): Promise<void> {
  for (const [code, teams] of Object.entries(demoTeams)) {
    const county = CountyCode.parse(code)
    await world.transact({ kind: 'system' }, (ctx) => seedCounty(ctx, county, teams), { scope: '*' })
  }
}

async function seedCounty(ctx: Ctx, county: CountyCode, teams: readonly DemoTeam[]): Promise<void> {
  const people = await identity.staffByEmail(
    ctx,
    demoPeople.map(({ login }) => demoEmail(login)),
  )
  const idOf = (login: string): StaffId[] => {
    const id = people.get(demoEmail(login))
    return id ? [id] : []
  }
  for (const { name, base, members } of teams) {
    const id = newId<TeamId>(ctx.now)
    const made = await store.addTeam(ctx, { id, county, name, base, since: ctx.now, changedAt: ctx.now })
    if (made.length === 0) continue
    const riders = members.flatMap(idOf)
    await store.addResponders(
      ctx,
      riders.map((staffId) => ({ teamId: id, staffId, county })),
    )
  }
  const rows = await store.teamRows(ctx, county)
  const officers = demoPeople.filter(
    (one) => one.county === county && one.roles.includes('duty_officer') && one.phone,
  )
  const who = [
    ...rows.map(({ id }) => ({ kind: 'team' as const, teamId: id })),
    ...officers
      .flatMap(({ login }) => idOf(login))
      .map((staffId) => ({ kind: 'duty_officer' as const, staffId })),
  ]
  await store.addShifts(
    ctx,
    shiftsFrom(ctx.now).flatMap(({ startsAt, endsAt }) =>
      who.map((one) => ({ ...one, id: newId<ShiftId>(ctx.now), county, startsAt, endsAt })),
    ),
  )
}

/** Twelve hours each, without a gap, from the day before: a demo is on call at any hour of any zone. */
function shiftsFrom(now: Date): { startsAt: Date; endsAt: Date }[] {
  const midnight = new Date(now)
  midnight.setUTCHours(5, 0, 0, 0)
  const first = after(midnight, -days(1))
  return Array.from({ length: daysAhead * 2 }, (_, i) => ({
    startsAt: after(first, hours(12 * i)),
    endsAt: after(first, hours(12 * (i + 1))),
  }))
}
