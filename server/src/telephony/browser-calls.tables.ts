import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { county, idOf, instant } from '../platform/db/columns.ts'

/**
 * Calls that came from a browser, as a carrier would have them on record: this is the left side of the ledger for
 * them, and what tells of a call whose process died. No address of the caller stands here or anywhere.
 */
export const browserCalls = pgTable(
  'browser_calls',
  {
    callSid: text().primaryKey(),
    county: county(),
    contactId: idOf<ContactId>().notNull(),
    startedAt: instant().notNull(),
    /** When the process in which it is heard last said so. */
    seenAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    index('browser_calls_open').on(t.seenAt).where(sql`ended_at is null`),
    index('browser_calls_began').on(t.county, t.startedAt),
  ],
)
