import { join } from '@veghe/server/identity/identity.ts'
import * as store from '@veghe/server/oncall/teams.store.ts'
import { CountyCode, newId, type ShiftId, type TeamId } from '@veghe/shared/kernel/ids.ts'
import { after, hours } from '@veghe/shared/kernel/time.ts'
import type { World } from './app.ts'
import type { Person } from './person.ts'

let made = 0
/** Invented numbers; each test person has one of their own. */
const phone = (): string => `+4070020${String(1000 + ++made)}`

export type TestTeam = { id: TeamId; name: string; members: Person[]; phones: string[] }

/** Two responders and their car, on shift for the next day. `base` is the SIRUTA of the unit they start from. */
export async function teamOnCall(
  world: World,
  told: { name: string; base?: number; county?: string },
): Promise<TestTeam> {
  const county = CountyCode.parse(told.county ?? 'CJ')
  const id = newId<TeamId>(world.now())
  const [now, members, phones] = [world.now(), [] as Person[], [] as string[]]
  for (let i = 0; i < 2; i++) {
    const person = await world.signIn('responder', { county })
    const number = phone()
    await world.server.transact(person.actor, (ctx) =>
      join(ctx, person.staffId, { roles: ['responder'], phone: number }),
    )
    members.push(person)
    phones.push(number)
  }
  await world.server.transact({ kind: 'system' }, async (ctx) => {
    const base = told.base ?? 54975
    await store.addTeam(ctx, { id, county, name: told.name, base, since: now, changedAt: now })
    await store.addResponders(
      ctx,
      members.map(({ staffId }) => ({ teamId: id, staffId, county })),
    )
    const shift = { county, kind: 'team' as const, teamId: id, startsAt: now, endsAt: after(now, hours(24)) }
    await store.addShifts(ctx, [{ ...shift, id: newId<ShiftId>(now) }])
  })
  return { id, name: told.name, members, phones }
}

/** Somebody who answers for the county when nobody else does. */
export async function dutyOfficerOnCall(world: World, where: { county?: string } = {}) {
  const county = CountyCode.parse(where.county ?? 'CJ')
  const person = await world.signIn('duty_officer', { county })
  const number = phone()
  const now = world.now()
  await world.server.transact(person.actor, (ctx) =>
    join(ctx, person.staffId, { roles: ['duty_officer'], phone: number }),
  )
  await world.server.transact({ kind: 'system' }, async (ctx) => {
    const shift = { county, kind: 'duty_officer' as const, staffId: person.staffId, startsAt: now }
    await store.addShifts(ctx, [{ ...shift, id: newId<ShiftId>(now), endsAt: after(now, hours(24)) }])
  })
  return { person, phone: number }
}
