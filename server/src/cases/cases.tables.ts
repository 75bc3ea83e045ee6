import type { CaseOutcome, CaseState, NoteKind, PersonRole, SeenBy } from '@veghe/shared/cases/cases.codes.ts'
import type { DispatchStep, SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { CaseId, ContactId, DispatchId, PersonId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { dispatches } from '../dispatch/dispatch.tables.ts'
import { staff } from '../identity/identity.tables.ts'
import { contacts } from '../intake/intake.tables.ts'
import {
  bytes,
  changedAt,
  county,
  idOf,
  instant,
  rowId,
  sealed,
  version,
  wordHashes,
} from '../platform/db/columns.ts'

export type Danger = { id: string; text: { ro: string; en: string; hu: string } }

const staffId = () => idOf<StaffId>().references(() => staff.id)

/** The child or children over time. Several contacts may belong to it. */
export const cases = pgTable(
  'cases',
  {
    id: rowId<CaseId>(),
    county: county(),
    version: version(),
    number: text().notNull(),
    state: text().$type<CaseState>().notNull().default('open'),
    priority: text().$type<Priority>().notNull(),
    unit: integer(),
    place: sealed(),
    /** The contact that told the place; null once it was confirmed on the case itself. */
    placeFrom: idOf<ContactId>().references(() => contacts.id),
    /** Physical or sexual harm was named in one of its contacts. */
    grave: boolean().notNull().default(false),
    openedAt: instant().notNull(),
    openedBy: staffId().notNull(),
    /** Of the dispatch that moved last. */
    dispatchId: idOf<DispatchId>().references(() => dispatches.id),
    dispatchStep: text().$type<DispatchStep>(),
    /** A team reached the place: what it found can be told. */
    onSceneAt: instant(),
    /** A team saw a child, named or not. */
    childSeenAt: instant(),
    closingOutcome: text().$type<CaseOutcome>(),
    closingBy: staffId(),
    closingAt: instant(),
    closedAt: instant(),
    closedBy: staffId(),
    outcome: text().$type<CaseOutcome>(),
    nextBody: sealed(),
    changedAt: changedAt(),
  },
  (t) => [
    unique('cases_number').on(t.county, t.number),
    check('cases_state', sql`state in ('open', 'closed')`),
    check('cases_priority', sql`priority in ('P0', 'P1', 'P2', 'P3', 'P4', 'N')`),
    check(
      'cases_closed',
      sql`(state = 'open' and num_nonnulls(closed_at, closed_by, outcome) = 0)
        or (state = 'closed' and num_nonnulls(closed_at, closed_by, outcome, next_body) = 4)`,
    ),
    check('cases_closing', sql`num_nonnulls(closing_outcome, closing_by, closing_at) in (0, 3)`),
    check('cases_other_person', sql`closed_by <> closing_by`),
    index('cases_board').on(t.county, t.changedAt),
    index('cases_of_unit').on(t.county, t.unit, t.openedAt),
  ],
)

/** The last number given in a county and year. Locked while a case is opened, so no number is given twice or skipped. */
export const caseNumbers = pgTable(
  'case_numbers',
  { county: county(), year: integer().notNull(), last: integer().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.year] }), check('case_numbers_count', sql`last >= 0`)],
)

const caseId = () =>
  idOf<CaseId>()
    .notNull()
    .references(() => cases.id)

/** A contact belongs to one case at most. */
export const caseContacts = pgTable(
  'case_contacts',
  {
    contactId: idOf<ContactId>()
      .primaryKey()
      .references(() => contacts.id),
    caseId: caseId(),
    county: county(),
    channel: text().$type<Channel>(),
    receivedAt: instant(),
    digits: text(),
    numberHash: bytes(),
    /** What triage found that a team must beware of: texts of the protocol, not of the contact. */
    dangers: jsonb().$type<Danger[]>().notNull().default([]),
    linkedAt: instant().notNull(),
    linkedBy: staffId().notNull(),
  },
  (t) => [
    index('case_contacts_of_case').on(t.caseId),
    index('case_contacts_by_number').on(t.numberHash).where(sql`number_hash is not null`),
    check('case_contacts_digits', sql`digits ~ '^[0-9]{1,3}$'`),
  ],
)

export const persons = pgTable(
  'persons',
  {
    id: rowId<PersonId>(),
    county: county(),
    name: sealed().notNull(),
    note: sealed().notNull(),
    ageYears: real(),
    ageGuessed: boolean().notNull(),
    sex: text().$type<'f' | 'm' | 'unknown'>().notNull(),
    words: wordHashes().notNull(),
    changedAt: changedAt(),
  },
  (t) => [
    index('persons_by_words').using('gin', t.words),
    check('persons_sex', sql`sex in ('f', 'm', 'unknown')`),
    check('persons_age', sql`age_years between 0 and 120`),
  ],
)

export const casePersons = pgTable(
  'case_persons',
  {
    caseId: caseId(),
    personId: idOf<PersonId>()
      .notNull()
      .references(() => persons.id),
    county: county(),
    role: text().$type<PersonRole>().notNull(),
    atRisk: boolean().notNull(),
    seenAt: instant(),
    seenBy: text().$type<SeenBy>(),
    safeAt: instant(),
    safeHow: text().$type<SafeHow>(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.personId] }),
    check(
      'case_persons_role',
      sql`role in ('child', 'parent', 'household', 'alleged_perpetrator', 'reporter', 'other')`,
    ),
    check('case_persons_at_risk', sql`role = 'child' or not at_risk`),
    check('case_persons_seen', sql`num_nonnulls(seen_at, seen_by) in (0, 2)`),
    check('case_persons_safe', sql`num_nonnulls(safe_at, safe_how) in (0, 2)`),
  ],
)

export const notes = pgTable(
  'notes',
  {
    id: rowId<string>(),
    caseId: caseId(),
    county: county(),
    kind: text().$type<NoteKind>().notNull(),
    text: sealed().notNull(),
    at: instant().notNull(),
    writtenBy: staffId().notNull(),
  },
  (t) => [
    index('notes_of_case').on(t.caseId, t.at),
    check('notes_kind', sql`kind in ('fact', 'observation', 'decision')`),
  ],
)

/** "112 called at …, no. …": for a case, or for a contact that has none yet. */
export const calls112 = pgTable(
  'calls_112',
  {
    id: rowId<string>(),
    caseId: idOf<CaseId>().references(() => cases.id),
    contactId: idOf<ContactId>().references(() => contacts.id),
    county: county(),
    at: instant().notNull(),
    /** The number that 112 gave; a code, not a text. */
    reference: text().notNull(),
    calledBy: staffId().notNull(),
  },
  (t) => [
    index('calls_112_of_case').on(t.caseId),
    index('calls_112_of_contact').on(t.contactId),
    check('calls_112_about', sql`num_nonnulls(case_id, contact_id) > 0`),
    check('calls_112_reference', sql`reference ~ '^[[:alnum:]._:-]{0,32}$'`),
  ],
)
