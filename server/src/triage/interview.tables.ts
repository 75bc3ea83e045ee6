import type { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type {
  InterviewEnding,
  InterviewWay,
  KeyMeaning,
  Wording,
} from '@veghe/shared/triage/interview.codes.ts'
import type { Filled } from '@veghe/shared/triage/interview.rules.ts'
import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, version } from '../platform/db/columns.ts'
import { assessments } from './triage.tables.ts'

/** A question as it was put, and what came back. Instants as text, for it is kept as JSON. */
export type Asked = {
  turn: number
  question: string
  askedAt: string
  key: string | null
  meaning: KeyMeaning | null
  pressedAt: string | null
  filled: Filled | null
}

/** The yes/no questions of a contact. One row, used again, so that version and turn only rise. */
export const interviews = pgTable(
  'interviews',
  {
    contactId: idOf<ContactId>()
      .primaryKey()
      .references(() => assessments.contactId),
    county: county(),
    version: version(),
    state: text().$type<'asking' | 'ended'>().notNull(),
    ending: text().$type<InterviewEnding>(),
    way: text().$type<InterviewWay>().notNull(),
    language: text().$type<Locale>().notNull(),
    wording: text().$type<Wording>().notNull(),
    /** The version of the questions. */
    script: integer().notNull(),
    turn: integer().notNull(),
    asked: jsonb().$type<Asked[]>().notNull(),
    silences: integer().notNull().default(0),
    startedAt: instant().notNull(),
    endedAt: instant(),
    changedAt: changedAt(),
  },
  () => [
    check('interviews_state', sql`state in ('asking', 'ended')`),
    check('interviews_ended', sql`(state = 'ended') = (ending is not null and ended_at is not null)`),
    check('interviews_way', sql`way in ('phone', 'browser', 'text')`),
    check('interviews_turn', sql`turn > 0 and silences >= 0`),
  ],
)
