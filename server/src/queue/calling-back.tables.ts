import type { CallBackId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { CallBackCallEnd, CallBackCallState } from '@veghe/shared/queue/queue.codes.ts'
import type { UnsafeReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, rowId } from '../platform/db/columns.ts'
import { callBacks } from './queue.tables.ts'

/** A call-back placed from a desk. One at a time for each caller and each operator. */
export const callBackCalls = pgTable(
  'call_back_calls',
  {
    id: rowId<string>(),
    county: county(),
    callBackId: idOf<CallBackId>()
      .notNull()
      .references(() => callBacks.id, { onDelete: 'cascade' }),
    contactId: idOf<ContactId>().notNull(),
    staffId: idOf<StaffId>().notNull(),
    state: text().$type<CallBackCallState>().notNull(),
    result: text().$type<CallBackCallEnd>(),
    /** What the card said against it, and somebody went past for a stated reason. */
    passed: text().$type<UnsafeReason>(),
    /** The wish by which the number is dialled. */
    intentId: idOf<string>().notNull(),
    /** The carrier's own id of the call, once somebody has picked up. */
    callSid: text(),
    /** By which call the desk has come in. */
    deskCallSid: text(),
    startedAt: instant().notNull(),
    answeredAt: instant(),
    endedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('call_back_calls_one_open').on(t.callBackId).where(sql`state <> 'ended'`),
    uniqueIndex('call_back_calls_one_a_desk').on(t.staffId).where(sql`state <> 'ended' and result is null`),
    uniqueIndex('call_back_calls_by_intent').on(t.intentId),
    index('call_back_calls_of').on(t.callBackId, t.startedAt),
    index('call_back_calls_of_contact').on(t.contactId).where(sql`state <> 'ended'`),
    check('call_back_calls_state', sql`state in ('joining', 'dialling', 'ringing', 'answered', 'ended')`),
    check(
      'call_back_calls_result',
      sql`result in ('reached', 'no_answer', 'busy', 'machine', 'failed', 'canceled', 'no_sound')`,
    ),
    check('call_back_calls_passed', sql`passed in ('unknown', 'unsafe', 'hours', 'channel')`),
    check('call_back_calls_ended', sql`(state = 'ended') = (ended_at is not null)`),
    check('call_back_calls_ended_somehow', sql`state <> 'ended' or result is not null`),
    check(
      'call_back_calls_answered',
      sql`state <> 'answered' or (call_sid is not null and answered_at is not null)`,
    ),
  ],
)
