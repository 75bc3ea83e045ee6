import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { RecordingKind, Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { county, idOf, instant, rowId, sealed } from '../platform/db/columns.ts'

/** The sound of one call, from the moment somebody spoke with a caller who knows of it, or what a caller left after the tone. */
export const recordings = pgTable(
  'recordings',
  {
    id: rowId<string>(),
    county: county(),
    contactId: idOf<ContactId>().notNull(),
    callSid: text().notNull(),
    kind: text().$type<RecordingKind>().notNull().default('call'),
    startedAt: instant().notNull(),
    /** Since when nothing is written, because whoever speaks with the caller wants it so. */
    pausedAt: instant(),
    /** All of it is here, and its hashes stand among the facts. */
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('recordings_one_a_call').on(t.callSid).where(sql`kind = 'call'`),
    check('recordings_kind', sql`kind in ('call', 'voice_message')`),
    index('recordings_of_contact').on(t.contactId, t.startedAt),
  ],
)

/**
 * A few seconds of one voice, or half a minute where the carrier recorded it: joined in their order they are an Ogg file,
 * or a WAV.
 */
export const recordingParts = pgTable(
  'recording_parts',
  {
    id: rowId<string>(),
    county: county(),
    recordingId: idOf<string>()
      .notNull()
      .references(() => recordings.id),
    voice: text().$type<Voice>().notNull(),
    turn: integer().notNull(),
    body: sealed().notNull(),
  },
  (t) => [
    uniqueIndex('recording_parts_in_order').on(t.recordingId, t.voice, t.turn),
    check('recording_parts_voice', sql`voice in ('caller', 'operator', 'supervisor', 'guest')`),
  ],
)
