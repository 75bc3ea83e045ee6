import type { Locale, Role, Theme } from '@veghe/shared/identity/identity.codes.ts'
import type { CountyCode, ServiceKeyId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

/*
 * Nothing here has a `county` column: who someone is must be known before a scope can be. `countyCode` is matched
 * in the store instead, and the list of tables outside the wall names each of these.
 */

/** A member of staff. The first ten columns are the names the sign-in library expects of a user. */
export const staff = pgTable('staff', {
  id: rowId<StaffId>(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(true),
  image: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  twoFactorEnabled: boolean().notNull().default(false),
  active: boolean().notNull().default(true),
  locale: text().$type<Locale>().notNull().default('ro'),
  theme: text().$type<Theme>(),
  version: version(),
  lastSignInAt: instant(),
})

const staffId = () =>
  uuid('staff_id')
    .$type<StaffId>()
    .notNull()
    .references(() => staff.id, { onDelete: 'cascade' })

export const sessions = pgTable(
  'sessions',
  {
    id: rowId<string>(),
    userId: staffId(),
    token: text().notNull().unique(),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    /** The county this session acts for, when the person belongs to several. */
    actingFor: text().$type<CountyCode>(),
  },
  (t) => [index('sessions_of_staff').on(t.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: rowId<string>(),
    userId: staffId(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    /** argon2id. */
    password: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [unique('accounts_once').on(t.providerId, t.accountId), index('accounts_of_staff').on(t.userId)],
)

export const verifications = pgTable(
  'verifications',
  {
    id: rowId<string>(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index('verifications_by_identifier').on(t.identifier)],
)

export const twoFactors = pgTable('two_factors', {
  id: rowId<string>(),
  userId: staffId(),
  secret: text().notNull(),
  backupCodes: text().notNull(),
  verified: boolean().default(true),
  failedVerificationCount: integer().default(0),
  lockedUntil: instant(),
})

export const passkeys = pgTable('passkeys', {
  id: rowId<string>(),
  userId: staffId(),
  name: text(),
  publicKey: text().notNull(),
  credentialID: text('credential_id').notNull().unique(),
  counter: integer().notNull(),
  deviceType: text().notNull(),
  backedUp: boolean().notNull(),
  transports: text(),
  createdAt: instant(),
  aaguid: text(),
})

/** One-time codes already used: the same code opens the door once, even within its half minute. */
export const usedCodes = pgTable(
  'used_codes',
  { userId: staffId(), codeHash: bytes().notNull(), usedAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
)

/** Wrong passwords by address (hashed), so that a flushed Redis forgives nobody. */
export const lockouts = pgTable('lockouts', {
  addressHash: bytes().primaryKey(),
  failures: integer().notNull(),
  firstAt: instant().notNull(),
  lockedUntil: instant(),
})

export const memberships = pgTable(
  'memberships',
  {
    staffId: staffId(),
    countyCode: text().$type<CountyCode>().notNull(),
    roles: text().array().$type<Role[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.staffId, t.countyCode] }),
    check('memberships_have_a_role', sql`cardinality(roles) > 0`),
  ],
)

/** A responder's or duty officer's phone: sealed in the vault, found by its keyed hash. */
export const staffPhones = pgTable(
  'staff_phones',
  {
    staffId: staffId().primaryKey(),
    countyCode: text().$type<CountyCode>().notNull(),
    number: sealed().notNull(),
    numberHash: bytes().notNull(),
  },
  (t) => [index('staff_phones_by_hash').on(t.numberHash)],
)

export const serviceKeys = pgTable('service_keys', {
  id: rowId<ServiceKeyId>(),
  countyCode: text().$type<CountyCode>().notNull(),
  name: text().notNull(),
  /** SHA-256 of 32 random bytes: a fast hash will do for what cannot be guessed. */
  secretHash: bytes().notNull().unique(),
  actions: text().array().notNull(),
  createdBy: idOf<StaffId>().references(() => staff.id),
  createdAt: instant().notNull(),
  lastUsedAt: instant(),
  revokedAt: instant(),
})
