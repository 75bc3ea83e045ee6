import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { bytes, county, instant } from './columns.ts'

/**
 * Work for later, written in the transaction that caused it. The row stays until the work is done, so all of
 * Redis may vanish: a row overdue is done from here.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    name: text().notNull(),
    key: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    runAt: instant().notNull(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    doneAt: instant(),
    attempts: integer().notNull().default(0),
    /** While a part of the work outside of any transaction is under way. */
    heldUntil: instant(),
    /** Tried as often as allowed: left for a person to look at. */
    parkedAt: instant(),
  },
  (t) => [
    uniqueIndex('outbox_pending_key').on(t.name, t.key).where(sql`done_at is null`),
    index('outbox_unsent').on(t.id).where(sql`sent_at is null and done_at is null`),
    index('outbox_due').on(t.runAt).where(sql`done_at is null and parked_at is null`),
    index('outbox_done').on(t.doneAt).where(sql`done_at is not null`),
  ],
)

/** A command already carried out, and what was answered; the reply is sealed. */
export const idempotency = pgTable(
  'idempotency',
  {
    actor: text().notNull(),
    action: text().notNull(),
    key: text().notNull(),
    bodyHash: bytes().notNull(),
    reply: bytes(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.action, t.key] }), index('idempotency_age').on(t.createdAt)],
)

/** Data keys of a county, wrapped under the master key. The newest seals, every one opens. */
export const dataKeys = pgTable(
  'data_keys',
  {
    number: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    county: county(),
    purpose: text().notNull(),
    /** Counts the renewals; 1 is the first, of which there can be only one. */
    generation: integer().notNull(),
    wrapped: bytes().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('data_keys_generation').on(t.county, t.purpose, t.generation),
    check('data_keys_purpose', sql`purpose in ('fields', 'vault')`),
  ],
)

/** Who is alive, for the watchdog: one row a process and kind of work. */
export const heartbeats = pgTable(
  'heartbeats',
  {
    kind: text().notNull(),
    process: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.process] })],
)
