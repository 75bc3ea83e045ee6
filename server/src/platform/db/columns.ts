import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { customType, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** The primary key: a UUIDv7 made by `newId`. */
export const rowId = <Id extends string>() => uuid().$type<Id>().primaryKey()

/** Another row's id. Say `.references(...)` and `.notNull()` where it holds. */
export const idOf = <Id extends string>() => uuid().$type<Id>()

/**
 * Whose row it is. Every table with a column of this name is put behind forced row-level security by the
 * migration, so a transaction sees and writes only the counties of its scope.
 */
export const county = () => text().$type<CountyCode>().notNull()

/** UTC with milliseconds: what a `Date` holds, so that reading back gives the same instant. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

/** Starts at 1 and rises with each change, so that the newest push or snapshot wins. */
export const version = () => integer().notNull().default(1)

export const changedAt = () => instant().notNull()

/** Bytes: hashes, wrapped keys. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** What `Fields.seal` gave back: AES-256-GCM with the key's number, bound to table, column and row. */
export const sealed = () => bytes()

/** Keyed hashes of words for a GIN index (`matching.wordHashes`). The driver writes and reads the array itself. */
export const wordHashes = customType<{ data: Buffer[]; driverData: Buffer[] }>({ dataType: () => 'bytea[]' })
