import type { CarrierStatus, IntentKind, IntentPurpose } from '@veghe/shared/telephony/telephony.codes.ts'
import { sql } from 'drizzle-orm'
import { bigserial, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, rowId, sealed } from '../platform/db/columns.ts'

/**
 * What was asked of the carrier, written down before it is asked: the carrier knows no repeat from a new wish, so
 * this row is what keeps a text from being sent twice.
 */
export const intents = pgTable(
  'intents',
  {
    id: rowId<string>(),
    /** In which order wishes were written down: ids of one millisecond are in none. */
    turn: bigserial({ mode: 'number' }).notNull(),
    county: county(),
    kind: text().$type<IntentKind>().notNull(),
    purpose: text().$type<IntentPurpose>().notNull(),
    /** What it is for, in the chapter that wants it: a message, a page, a contact. */
    subjectId: idOf<string>(),
    /** The number, under the vault's key. */
    toNumber: sealed(),
    /** The words of a text. */
    body: sealed(),
    /** Of a call to move or end: the carrier's id of it. */
    targetSid: text(),
    /** The document a placed or moved call is to follow: a path of ours, with ids only. */
    path: text(),
    status: text().$type<'planned' | 'asking' | CarrierStatus>().notNull(),
    /** The carrier's id of the text or call it made for us. */
    providerSid: text(),
    errorCode: text(),
    createdAt: instant().notNull(),
    dueAt: instant().notNull(),
    /** When the carrier was last asked to carry it out. */
    askedAt: instant(),
    asks: integer().notNull().default(0),
    /** When its status was last looked up rather than reported. */
    checkedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('intents_provider_sid').on(t.providerSid).where(sql`provider_sid is not null`),
    index('intents_by_target').on(t.targetSid, t.turn).where(sql`target_sid is not null`),
    index('intents_unsettled')
      .on(t.changedAt)
      .where(sql`status not in ('delivered','read','failed','completed','busy','no_answer','canceled')`),
    check('intents_kind', sql`kind in ('message', 'call', 'move', 'hang_up')`),
    check(
      'intents_whole',
      sql`case when kind in ('message', 'call') then to_number is not null else target_sid is not null end`,
    ),
  ],
)

/** Up to when everything the carrier has on record is known to stand here too. One row. */
export const carrierMarks = pgTable('carrier_marks', {
  name: text().primaryKey(),
  at: instant().notNull(),
})
