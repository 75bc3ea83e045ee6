import type { Actor } from '@veghe/server/platform/context.ts'
import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import { CountyCode, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { runSql } from './databases.ts'
import type { TestDatabase } from './engines.ts'

const names = ['Ana Pop', 'Ben Tóth', 'Carmen Ilie', 'Dan Șerban', 'Éva Nagy', 'Florin Țurcan', 'Gina Rus']
let made = 0

/** A member of staff with a membership, as the identity chapter would have stored it, without the password. */
export async function newStaff(
  database: TestDatabase,
  person: { roles: readonly Role[]; county: string; name?: string | undefined },
): Promise<Extract<Actor, { kind: 'person' }>> {
  made += 1
  const staffId = newId<StaffId>()
  const county = CountyCode.parse(person.county)
  const name = person.name ?? names[made % names.length] ?? 'Ana Pop'
  await runSql(
    database.superUrl,
    `with person as (
      insert into staff (id, name, email, created_at, updated_at) values ($1, $2, $3, now(), now()) returning id
    ) insert into memberships (staff_id, county_code, roles) select id, $4, $5::text[] from person`,
    [staffId, name, `staff-${staffId}@veghe.example`, county, `{${person.roles.join(',')}}`],
  )
  return { kind: 'person', staffId, name, county, roles: new Set(person.roles) }
}
