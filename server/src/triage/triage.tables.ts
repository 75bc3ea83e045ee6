import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { AssessmentId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Categories } from '@veghe/shared/triage/categories.ts'
import type { Protocol } from '@veghe/shared/triage/protocol.ts'
import type {
  LoweringReason,
  OneKeyDisposition,
  Outcome,
  Priority,
  QueueClass,
} from '@veghe/shared/triage/triage.codes.ts'
import type { Answers } from '@veghe/shared/triage/triage.contract.ts'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { staff } from '../identity/identity.tables.ts'
import { contacts } from '../intake/intake.tables.ts'
import { changedAt, county, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

/** The same for every county, so it has none: the whole country triages by one text. */
export const protocols = pgTable(
  'protocols',
  {
    version: integer().primaryKey(),
    status: text().$type<'in_force' | 'retired'>().notNull(),
    /** SHA-256 of body and categories: a version that landed is never edited, only followed by another. */
    digest: text().notNull(),
    body: jsonb().$type<Protocol>().notNull(),
    categories: jsonb().$type<Categories>().notNull(),
    addedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('protocols_one_in_force').on(t.status).where(sql`status = 'in_force'`),
    check('protocols_status', sql`status in ('in_force', 'retired')`),
    check('protocols_version', sql`version > 0`),
  ],
)

/** One a contact, from the moment the contact is received. */
export const assessments = pgTable(
  'assessments',
  {
    id: rowId<AssessmentId>(),
    county: county(),
    version: version(),
    contactId: idOf<ContactId>()
      .notNull()
      .unique()
      .references(() => contacts.id),
    channel: text().$type<Channel>().notNull(),
    /** The last three of the caller's number, which a board may show. */
    digits: text(),
    unit: integer(),
    protocolVersion: integer()
      .notNull()
      .references(() => protocols.version),
    answers: jsonb().$type<Answers>().notNull(),
    inForce: text().$type<QueueClass>().notNull(),
    /** The worst that was ever in force. A confirmed lowering leaves it. */
    highWater: text().$type<Priority>(),
    /** Reasons that two people had before them when they lowered the class. */
    weighed: text().array().notNull(),
    /** Danger words were found: it sets no class, and asks for a second person before the contact is closed. */
    hadHint: boolean().notNull().default(false),
    setPriority: text().$type<Priority>(),
    setBy: idOf<StaffId>().references(() => staff.id),
    setAt: instant(),
    state: text().$type<'open' | 'ended'>().notNull().default('open'),
    disposition: text().$type<OneKeyDisposition>(),
    /** Until when the disposition can be taken back. */
    undoUntil: instant(),
    outcome: text().$type<Outcome>(),
    summary: sealed(),
    endedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    check('assessments_in_force', sql`in_force in ('P0', 'P1', 'P2', 'P3', 'P4', 'N', 'P?')`),
    check(
      'assessments_high_water',
      sql`in_force = 'P?' or (high_water is not null and
        array_position(array['P0', 'P1', 'P2', 'P3', 'P4', 'N'], high_water) <=
        array_position(array['P0', 'P1', 'P2', 'P3', 'P4', 'N'], in_force))`,
    ),
    check('assessments_set', sql`num_nonnulls(set_priority, set_by, set_at) in (0, 3)`),
    check(
      'assessments_ending',
      sql`(state = 'open' and num_nonnulls(disposition, outcome, ended_at) = 0)
        or (state = 'ended' and ended_at is not null and num_nonnulls(disposition, outcome) = 1)`,
    ),
    check('assessments_digits', sql`digits ~ '^[0-9]{1,3}$'`),
    index('assessments_by_county').on(t.county, t.changedAt),
  ],
)

/** What waits for a second person. One row a contact, used again, so that its version only rises. */
export const proposals = pgTable(
  'proposals',
  {
    contactId: idOf<ContactId>()
      .primaryKey()
      .references(() => assessments.contactId),
    county: county(),
    version: version(),
    state: text().$type<'open' | 'confirmed' | 'refused' | 'withdrawn'>().notNull(),
    kind: text().$type<'lowering' | 'disposition' | 'unfounded'>().notNull(),
    fromClass: text().$type<QueueClass>().notNull(),
    toClass: text().$type<Priority>().notNull(),
    reason: text().$type<LoweringReason | OneKeyDisposition | 'unfounded'>().notNull(),
    proposedBy: idOf<StaffId>()
      .notNull()
      .references(() => staff.id),
    proposedAt: instant().notNull(),
    decidedBy: idOf<StaffId>().references(() => staff.id),
    decidedAt: instant(),
    note: sealed(),
    changedAt: changedAt(),
  },
  (t) => [
    check('proposals_state', sql`state in ('open', 'confirmed', 'refused', 'withdrawn')`),
    check('proposals_kind', sql`kind in ('lowering', 'disposition', 'unfounded')`),
    check('proposals_other_person', sql`decided_by <> proposed_by`),
    check(
      'proposals_decided',
      sql`state not in ('confirmed', 'refused') or (decided_by is not null and decided_at is not null)`,
    ),
    index('proposals_open').on(t.county).where(sql`state = 'open'`),
  ],
)

/** Contacts closed with one key, to be looked at by another person before the shift ends. */
export const secondLooks = pgTable(
  'second_looks',
  {
    contactId: idOf<ContactId>()
      .primaryKey()
      .references(() => assessments.contactId),
    county: county(),
    version: version(),
    state: text().$type<'open' | 'agreed' | 'reopened'>().notNull(),
    disposition: text().$type<OneKeyDisposition>().notNull(),
    closedBy: idOf<StaffId>()
      .notNull()
      .references(() => staff.id),
    closedAt: instant().notNull(),
    dueAt: instant().notNull(),
    lookedBy: idOf<StaffId>().references(() => staff.id),
    lookedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    check('second_looks_state', sql`state in ('open', 'agreed', 'reopened')`),
    check('second_looks_other_person', sql`looked_by <> closed_by`),
    check('second_looks_agreed', sql`state <> 'agreed' or looked_by is not null`),
    check('second_looks_due', sql`due_at > closed_at`),
    index('second_looks_open').on(t.county, t.dueAt).where(sql`state = 'open'`),
  ],
)
