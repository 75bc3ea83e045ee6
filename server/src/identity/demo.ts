import { randomInt } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import { CountyCode, type StaffId } from '@veghe/shared/kernel/ids.ts'
import type { World } from '../platform/chapter.ts'
import type { Actor } from '../platform/context.ts'
import type { Accounts } from './accounts.store.ts'
import * as identity from './identity.ts'

type Person = { name: string; login: string; county: CountyCode; roles: Role[]; phone?: string }
export type DemoSignIn = {
  name: string
  email: string
  password: string
  roles: Role[]
  county: CountyCode
  /** The second factor's secret, to be put into an authenticator app. */
  secondFactor?: string
}
type Seed = { file: string; enrol: (email: string, password: string) => Promise<string> }

const cluj = CountyCode.parse('CJ')
const bistrita = CountyCode.parse('BN')

/** Invented people. The night operator of a small county is duty officer as well. */
export const demoPeople: readonly Person[] = [
  { name: 'Ana Mureșan', login: 'ana.muresan', county: cluj, roles: ['operator'] },
  { name: 'Ioana Dobre', login: 'ioana.dobre', county: cluj, roles: ['operator', 'duty_officer'] },
  { name: 'Radu Tămaș', login: 'radu.tamas', county: cluj, roles: ['duty_officer'], phone: '+40700100001' },
  { name: 'Vlad Pop', login: 'vlad.pop', county: cluj, roles: ['responder'], phone: '+40700100011' },
  {
    name: 'Lavinia Șerban',
    login: 'lavinia.serban',
    county: cluj,
    roles: ['responder'],
    phone: '+40700100012',
  },
  { name: 'Ion Crișan', login: 'ion.crisan', county: cluj, roles: ['responder'], phone: '+40700100021' },
  { name: 'Mara Țîrlea', login: 'mara.tirlea', county: cluj, roles: ['responder'], phone: '+40700100022' },
  { name: 'Tibor Kiss', login: 'tibor.kiss', county: cluj, roles: ['responder'], phone: '+40700100031' },
  { name: 'Oana Bălan', login: 'oana.balan', county: cluj, roles: ['responder'], phone: '+40700100032' },
  { name: 'Dana Rus', login: 'dana.rus', county: cluj, roles: ['manager', 'reviewer'] },
  { name: 'Sorin Lup', login: 'sorin.lup', county: cluj, roles: ['administrator'] },
  {
    name: 'Maria Anghel',
    login: 'maria.anghel',
    county: bistrita,
    roles: ['operator', 'duty_officer'],
    phone: '+40700200001',
  },
  {
    name: 'Călin Moldovan',
    login: 'calin.moldovan',
    county: bistrita,
    roles: ['responder'],
    phone: '+40700200011',
  },
  {
    name: 'Elena Bodea',
    login: 'elena.bodea',
    county: bistrita,
    roles: ['responder'],
    phone: '+40700200012',
  },
  { name: 'Horea Sas', login: 'horea.sas', county: bistrita, roles: ['manager', 'administrator'] },
  { name: 'Irina Coman', login: 'irina.coman', county: cluj, roles: ['coordinator'] },
]

/** Easy to type from a screen, hard to guess: four groups without letters that look alike. */
function demoPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

export const demoEmail = (login: string): string => `${login}@veghe.example`

/** Makes the demo staff once; the sign-ins stand only in `demo.json`, readable by the owner. */
export async function seedStaff(
  world: World,
  accounts: Accounts,
  { file, enrol }: Seed,
): Promise<DemoSignIn[]> {
  const made: DemoSignIn[] = []
  for (const person of demoPeople) {
    const password = demoPassword()
    const email = demoEmail(person.login)
    const staffId = await accounts.createAccount({ name: person.name, email, password, now: world.now() })
    if (!staffId) continue
    await world.transact(actorFor(staffId, person), (ctx) => identity.join(ctx, staffId, person))
    const { name, roles, county } = person
    const secondFactor = roles.includes('administrator') ? { secondFactor: await enrol(email, password) } : {}
    made.push({ name, email, password, roles, county, ...secondFactor })
  }
  if (made.length > 0) {
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return made
}

/** Each joins by themselves: there is no administrator before the first one. */
const actorFor = (staffId: StaffId, { name, county, roles }: Person): Actor => ({
  kind: 'person',
  staffId,
  name,
  county,
  roles: new Set(roles),
})
