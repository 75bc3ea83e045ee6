import { randomBytes } from 'node:crypto'
import { isAction } from '@veghe/shared/api.ts'
import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import type { identityApi, Me, StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { type CountyCode, newId, type ServiceKeyId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { isForPrograms } from '@veghe/shared/permissions.ts'
import { countyName } from '../directory/directory.ts'
import type { Ctx } from '../platform/context.ts'
import { secretHash } from './identify.ts'
import * as store from './identity.store.ts'
import { readNumber } from './phone.ts'

type Asked<A extends keyof typeof identityApi> = Input<(typeof identityApi)[A]>
type Told<A extends keyof typeof identityApi> = Answer<(typeof identityApi)[A]>

/** What the rest of the screen must know about the installation. */
export type Installation = { mode: 'demo' | 'production'; standInLine: boolean }

/** The person who acts. Programs and the carrier have no such thing as preferences. */
export function personIn({ actor }: Ctx) {
  if (actor.kind !== 'person') throw new Refusal('not_allowed')
  return actor
}

/** The one county the actor acts for. */
export function countyOf({ actor }: Ctx): CountyCode {
  if (actor.kind === 'system') throw new Refusal('bug', { reason: 'system_has_no_county' })
  return actor.county
}

export async function me(ctx: Ctx, installation: Installation): Promise<Told<'identity.me'>> {
  const actor = personIn(ctx)
  const person = await store.personOf(ctx.db, actor.staffId)
  if (!person) throw new Refusal('not_signed_in')
  const counties: Me['counties'] = person.memberships.map(({ county, roles }) => ({
    code: county,
    name: countyName(county),
    roles,
  }))
  return {
    staffId: person.staffId,
    name: person.name,
    email: person.email,
    county: actor.county,
    countyName: countyName(actor.county),
    roles: [...actor.roles],
    counties,
    locale: person.locale,
    theme: person.theme,
    secondFactor: person.secondFactor,
    ...installation,
    serverTime: ctx.now,
  }
}

export async function prefer(ctx: Ctx, asked: Asked<'identity.prefer'>): Promise<void> {
  const { staffId } = personIn(ctx)
  await store.savePreferences(ctx, staffId, {
    ...(asked.locale ? { locale: asked.locale } : {}),
    ...(asked.theme !== undefined ? { theme: asked.theme } : {}),
  })
}

export async function actFor(ctx: Ctx, county: CountyCode): Promise<void> {
  const { staffId } = personIn(ctx)
  const person = await store.personOf(ctx.db, staffId)
  if (!person?.memberships.some((one) => one.county === county)) throw new Refusal('not_allowed')
  await store.actFor(ctx, staffId, county)
}

export async function colleagues(ctx: Ctx): Promise<Told<'identity.colleagues'>> {
  const members = await store.membersOf(ctx, countyOf(ctx))
  return members.filter(({ active }) => active).map(({ id, name, roles }) => ({ staffId: id, name, roles }))
}

const entryOf = ({ phoneOf, ...row }: Awaited<ReturnType<typeof store.membersOf>>[number]): StaffEntry => ({
  ...row,
  hasPhone: phoneOf !== null,
})

export const staffList = async (ctx: Ctx): Promise<StaffEntry[]> =>
  (await store.membersOf(ctx, countyOf(ctx))).map(entryOf)

/** The account itself was made outside the transaction, by the role that may; here it joins the county. */
export async function join(
  ctx: Ctx,
  staffId: StaffId,
  asked: { roles: Role[]; phone?: string | undefined },
): Promise<void> {
  const county = countyOf(ctx)
  await store.addMembership(ctx, { staffId, countyCode: county, roles: asked.roles })
  if (asked.phone) await savePhone(ctx, staffId, asked.phone)
  await ctx.happened('identity.staffAdded', { county, staffId })
}

export async function changeStaff(ctx: Ctx, asked: Asked<'identity.changeStaff'>): Promise<StaffEntry> {
  const county = countyOf(ctx)
  const member = await store.lockMember(ctx, county, asked.staffId)
  if (member.version !== asked.version) throw new Refusal('changed_meanwhile')
  const staysAdministrator = asked.active && asked.roles.includes('administrator')
  if (member.roles.includes('administrator') && !staysAdministrator) {
    if ((await store.otherAdministrators(ctx, county, member.id)) === 0)
      throw new Refusal('last_administrator')
  }
  await store.saveMember(ctx, county, asked)
  if (asked.phone) await savePhone(ctx, asked.staffId, asked.phone)
  if (!asked.active) await store.endSessions(ctx, asked.staffId)
  // Rights are read when a socket joins its rooms: it joins again with the new ones, or not at all.
  ctx.cutOff(asked.staffId)
  await ctx.happened('identity.staffChanged', {
    county,
    staffId: asked.staffId,
    body: { active: asked.active },
  })
  const [entry] = (await staffList(ctx)).filter(({ id }) => id === asked.staffId)
  if (!entry) throw new Refusal('not_found')
  return entry
}

async function savePhone(ctx: Ctx, staffId: StaffId, written: string): Promise<void> {
  const county = countyOf(ctx)
  const number = readNumber(written)
  if (!number) throw new Refusal('bad_input', { issues: [{ path: 'phone', code: 'not_a_number' }] })
  await store.savePhone(ctx, {
    staffId,
    countyCode: county,
    number: await ctx.fields.vault.seal(county, `staff_phones|number|${staffId}`, number),
    numberHash: ctx.fields.matching.numberHash(number),
  })
}

/** A first password is long enough to be typed once and changed. */
export const firstPassword = (): string => randomBytes(12).toString('base64url')

export async function passwordReset(ctx: Ctx, staffId: StaffId): Promise<void> {
  const county = countyOf(ctx)
  await store.lockMember(ctx, county, staffId)
  await ctx.happened('identity.passwordReset', { county, staffId })
}

export async function keys(ctx: Ctx): Promise<Told<'identity.keys'>> {
  return store.keysOf(ctx, countyOf(ctx))
}

export async function createKey(
  ctx: Ctx,
  asked: Asked<'identity.createKey'>,
): Promise<Told<'identity.createKey'>> {
  const county = countyOf(ctx)
  const unknown = asked.actions.filter((action) => !isAction(action) || !isForPrograms(action))
  if (unknown.length > 0)
    throw new Refusal('bad_input', { issues: [{ path: 'actions', code: 'unknown_action' }] })
  const secret = `veghe_${randomBytes(32).toString('base64url')}`
  const [key] = await store.addKey(ctx, {
    id: newId<ServiceKeyId>(ctx.now),
    countyCode: county,
    name: asked.name,
    secretHash: secretHash(secret),
    actions: asked.actions,
    createdBy: personIn(ctx).staffId,
    createdAt: ctx.now,
  })
  if (!key) throw new Refusal('bug', { reason: 'key_not_stored' })
  await ctx.happened('identity.keyCreated', { county, body: { keyId: key.id } })
  return { key, secret }
}

export async function revokeKey(ctx: Ctx, keyId: ServiceKeyId): Promise<Told<'identity.revokeKey'>> {
  const county = countyOf(ctx)
  const key = await store.revokeKey(ctx, county, keyId)
  await ctx.happened('identity.keyRevoked', { county, body: { keyId } })
  return key
}

export async function signedIn(ctx: Ctx): Promise<void> {
  const { staffId, county } = personIn(ctx)
  await store.noteSignIn(ctx, staffId)
  await ctx.happened('identity.signedIn', { county, staffId })
}

export const namesOf = (ctx: Ctx, ids: readonly StaffId[]): Promise<Map<StaffId, string>> =>
  store.namesById(ctx.db, ids)

export const nameOf = async (ctx: Ctx, staffId: StaffId): Promise<string> =>
  (await namesOf(ctx, [staffId])).get(staffId) ?? ''

/** In E.164 form, to be dialled and never shown; null when none is known. */
export async function phoneOf(ctx: Ctx, staffId: StaffId): Promise<string | null> {
  const row = await store.phoneRow(ctx, staffId)
  return row && ctx.fields.vault.open(row.countyCode, `staff_phones|number|${staffId}`, row.number)
}

export const staffByPhone = (ctx: Ctx, numberHash: Buffer): Promise<StaffId | null> =>
  store.staffOfNumber(ctx, numberHash)

export const membersWith = (ctx: Ctx, county: CountyCode, role: Role): Promise<StaffId[]> =>
  store.membersWithRole(ctx, county, role)

/** Work e-mail → id, for those that exist. */
export const staffByEmail = (ctx: Ctx, emails: readonly string[]): Promise<Map<string, StaffId>> =>
  store.idsByEmail(ctx, emails)
