import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { RecordingKind, RecordingReport } from '@veghe/shared/telephony/telephony.codes.ts'
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, rowId } from '../platform/db/columns.ts'

/**
 * The carrier's side of a recording, from when it is wanted, or left by a caller after the tone, until nothing of it is
 * left there.
 */
export const carrierRecordings = pgTable(
  'carrier_recordings',
  {
    /** Of the recording that it becomes once the carrier has begun. */
    id: rowId<string>(),
    county: county(),
    contactId: idOf<ContactId>().notNull(),
    callSid: text().notNull(),
    kind: text().$type<RecordingKind>().notNull().default('call'),
    /** Of a voice message: its length, as the carrier tells it. */
    seconds: integer(),
    /** Counts what was wished of it: whoever asked the carrier sees whether the wish is still the same. */
    turn: integer().notNull().default(1),
    /** Since when nobody hears the caller. */
    unheardSince: instant(),
    /** When the carrier was last asked to begin: an answer may have been lost. */
    askedAt: instant(),
    /** The carrier's id of it. */
    providerSid: text(),
    /** The furthest that the carrier has told. */
    reported: text().$type<RecordingReport>(),
    /** All of it stands here, or nobody is to hear it any more. */
    keptAt: instant(),
    /** Nothing of it stands there. */
    clearedAt: instant(),
    /** When somebody is to look again. */
    dueAt: instant().notNull(),
    tries: integer().notNull().default(0),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('carrier_recordings_one_a_call').on(t.callSid).where(sql`kind = 'call'`),
    uniqueIndex('carrier_recordings_one_a_message').on(t.providerSid).where(sql`kind = 'voice_message'`),
    index('carrier_recordings_messages_of').on(t.contactId).where(sql`kind = 'voice_message'`),
    check('carrier_recordings_kind', sql`kind in ('call', 'voice_message')`),
    check('carrier_recordings_message_whole', sql`kind = 'call' or num_nonnulls(provider_sid, seconds) = 2`),
    index('carrier_recordings_due').on(t.dueAt).where(sql`cleared_at is null`),
    check('carrier_recordings_reported', sql`reported in ('in_progress', 'completed', 'absent')`),
  ],
)
