import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import type { CountyCode, ServiceKeyId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, arrayContains, asc, count, eq, inArray, ne, sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Ctx } from '../platform/context.ts'
import { readAlone } from '../platform/db/transaction.ts'
import {
  serviceKeys as k,
  memberships as m,
  staffPhones as p,
  sessions as s,
  staff,
} from './identity.tables.ts'

/** Of a transaction, or alone for what must be known before there is a scope. */
export type Reader = NodePgDatabase

const readWithinMs = 3_000

/** For what must be read before there is a scope: only tables without a county answer. */
export type ReaderPool = pg.Pool

export const readerOf =
  (pool: ReaderPool) =>
  <T>(work: (db: Reader) => Promise<T>): Promise<T> =>
    readAlone(pool, readWithinMs, work)

export type ReadAlone = ReturnType<typeof readerOf>

const person = {
  staffId: staff.id,
  name: staff.name,
  email: staff.email,
  locale: staff.locale,
  theme: staff.theme,
  secondFactor: staff.twoFactorEnabled,
}
const membership = { county: m.countyCode, roles: m.roles }
const isActive = eq(staff.active, true)

/** A person, while active, and where they belong. */
export async function personOf(db: Reader, staffId: StaffId) {
  const rows = await db
    .select({ person, membership })
    .from(staff)
    .innerJoin(m, eq(m.staffId, staff.id))
    .where(and(eq(staff.id, staffId), isActive))
    .orderBy(asc(m.countyCode))
  return rows[0] ? { ...rows[0].person, memberships: rows.map((row) => row.membership) } : null
}

/** The same of whoever stands behind these sessions, where they have not ended, and the county each acts for. */
export async function signedInBy(db: Reader, tokens: readonly string[]) {
  const rows = await db
    .select({ token: s.token, person, membership, actingFor: s.actingFor })
    .from(s)
    .innerJoin(staff, eq(staff.id, s.userId))
    .innerJoin(m, eq(m.staffId, staff.id))
    .where(and(sql`${s.token} = any(${sql.param(tokens)})`, sql`${s.expiresAt} > now()`, isActive))
    .orderBy(asc(m.countyCode))
  const byToken = Map.groupBy(rows, ({ token }) => token)
  return new Map(
    [...byToken].map(([token, [first, ...others]]) => [
      token,
      first && {
        ...first.person,
        actingFor: first.actingFor,
        memberships: [first, ...others].map((row) => row.membership),
      },
    ]),
  )
}

export async function liveKey(db: Reader, secretHash: Buffer) {
  const [key] = await db
    .select({ id: k.id, county: k.countyCode, actions: k.actions })
    .from(k)
    .where(and(eq(k.secretHash, secretHash), sql`${k.revokedAt} is null`))
  return key ?? null
}

export const noteKeyUse = (db: Reader, keyId: ServiceKeyId, at: Date) =>
  db.update(k).set({ lastUsedAt: at }).where(eq(k.id, keyId))

export async function namesById(db: Reader, ids: readonly StaffId[]): Promise<Map<StaffId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, [...ids]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const membersOf = ({ db }: Ctx, county: CountyCode) =>
  db
    .select({
      id: staff.id,
      version: staff.version,
      name: staff.name,
      email: staff.email,
      roles: m.roles,
      active: staff.active,
      secondFactor: staff.twoFactorEnabled,
      phoneOf: p.staffId,
      lastSignInAt: staff.lastSignInAt,
    })
    .from(staff)
    .innerJoin(m, and(eq(m.staffId, staff.id), eq(m.countyCode, county)))
    .leftJoin(p, eq(p.staffId, staff.id))
    .orderBy(asc(staff.name))

export async function membersWithRole({ db }: Ctx, county: CountyCode, role: Role): Promise<StaffId[]> {
  const rows = await db
    .select({ id: staff.id })
    .from(staff)
    .innerJoin(m, eq(m.staffId, staff.id))
    .where(and(eq(m.countyCode, county), arrayContains(m.roles, [role]), eq(staff.active, true)))
    .orderBy(asc(staff.name))
  return rows.map(({ id }) => id)
}

/** A member of staff of the actor's own county, locked; anybody else does not exist. */
export async function lockMember({ db }: Ctx, county: CountyCode, staffId: StaffId) {
  const [row] = await db
    .select({ id: staff.id, version: staff.version, active: staff.active, roles: m.roles, name: staff.name })
    .from(staff)
    .innerJoin(m, and(eq(m.staffId, staff.id), eq(m.countyCode, county)))
    .where(eq(staff.id, staffId))
    .for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

/** How many active administrators a county keeps if this one goes. */
export async function otherAdministrators(
  { db }: Ctx,
  county: CountyCode,
  staffId: StaffId,
): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(m)
    .innerJoin(staff, eq(staff.id, m.staffId))
    .where(
      and(
        eq(m.countyCode, county),
        arrayContains(m.roles, ['administrator']),
        eq(staff.active, true),
        ne(staff.id, staffId),
      ),
    )
  return row?.n ?? 0
}

export async function saveMember(
  { db, now }: Ctx,
  county: CountyCode,
  change: { staffId: StaffId; active: boolean; roles: Role[] },
): Promise<void> {
  const { staffId, active, roles } = change
  await db
    .update(staff)
    .set({ active, version: sql`${staff.version} + 1`, updatedAt: now })
    .where(eq(staff.id, staffId))
  await db
    .update(m)
    .set({ roles })
    .where(and(eq(m.staffId, staffId), eq(m.countyCode, county)))
}

export const addMembership = ({ db }: Ctx, row: typeof m.$inferInsert) =>
  db
    .insert(m)
    .values(row)
    .onConflictDoUpdate({ target: [m.staffId, m.countyCode], set: { roles: row.roles } })

export const savePhone = ({ db }: Ctx, row: typeof p.$inferInsert) =>
  db.insert(p).values(row).onConflictDoUpdate({ target: p.staffId, set: row })

export async function phoneRow({ db }: Ctx, staffId: StaffId) {
  const [row] = await db.select().from(p).where(eq(p.staffId, staffId))
  return row ?? null
}

export async function staffOfNumber({ db }: Ctx, numberHash: Buffer): Promise<StaffId | null> {
  const [row] = await db
    .select({ staffId: p.staffId })
    .from(p)
    .innerJoin(staff, eq(staff.id, p.staffId))
    .where(and(eq(p.numberHash, numberHash), eq(staff.active, true)))
  return row?.staffId ?? null
}

/** Ends every session of a person, in this transaction. */
export const endSessions = ({ db }: Ctx, staffId: StaffId) => db.delete(s).where(eq(s.userId, staffId))

export const actFor = ({ db }: Ctx, staffId: StaffId, county: CountyCode) =>
  db.update(s).set({ actingFor: county }).where(eq(s.userId, staffId))

export const savePreferences = (
  { db, now }: Ctx,
  staffId: StaffId,
  change: Partial<Pick<typeof staff.$inferInsert, 'locale' | 'theme'>>,
) =>
  db
    .update(staff)
    .set({ ...change, updatedAt: now })
    .where(eq(staff.id, staffId))

export const noteSignIn = ({ db, now }: Ctx, staffId: StaffId) =>
  db.update(staff).set({ lastSignInAt: now }).where(eq(staff.id, staffId))

export const keysOf = ({ db }: Ctx, county: CountyCode) =>
  db.select().from(k).where(eq(k.countyCode, county)).orderBy(asc(k.createdAt))

export const addKey = ({ db }: Ctx, row: typeof k.$inferInsert) => db.insert(k).values(row).returning()

export async function revokeKey({ db, now }: Ctx, county: CountyCode, keyId: ServiceKeyId) {
  const [row] = await db
    .update(k)
    .set({ revokedAt: sql`coalesce(${k.revokedAt}, ${now})` })
    .where(and(eq(k.id, keyId), eq(k.countyCode, county)))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

export async function idsByEmail({ db }: Ctx, emails: readonly string[]): Promise<Map<string, StaffId>> {
  const rows = await db
    .select({ id: staff.id, email: staff.email })
    .from(staff)
    .where(inArray(staff.email, [...emails]))
  return new Map(rows.map(({ id, email }) => [email, id]))
}
