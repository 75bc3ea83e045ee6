import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { CallBackId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type {
  AttemptResult,
  ConsultStage,
  EntryState,
  GiveUpReason,
  RecordingNotice,
} from '@veghe/shared/queue/queue.codes.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import type { SafeHours, Safety, SafeWindow } from '@veghe/shared/queue/safe-contact.codes.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import type { Priority, QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, changedAt, county, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

/** One line of the queue for each contact, from its arrival until somebody's work on it has ended. */
export const entries = pgTable(
  'entries',
  {
    contactId: rowId<ContactId>(),
    county: county(),
    version: version(),
    state: text().$type<EntryState>().notNull(),
    queueClass: text().$type<QueueClass>().notNull(),
    channel: text().$type<Channel>().notNull(),
    /** Somebody is on the line. */
    live: boolean().notNull(),
    /** The carrier's own id of the call, by which it is asked to move it. */
    callSid: text(),
    /** The call is being returned: it stands with the messages. */
    isCallBack: boolean().notNull().default(false),
    digits: text(),
    /** By which the safe-contact card of whoever calls is found. */
    numberHash: bytes(),
    unit: integer(),
    openCase: text().$type<Priority>(),
    receivedAt: instant().notNull(),
    answeredAt: instant(),
    /** Virtual arrival in milliseconds since 1970; the lowest is served first. */
    score: doublePrecision().notNull(),
    hintRaiseTo: text().$type<'P0' | 'P1' | 'P2'>(),
    hintCategory: text(),
    hintWords: sealed(),
    opening: sealed(),
    /** A live call whose operator's screen died. */
    droppedAt: instant(),
    /** Who holds it, or held it last. */
    holderId: idOf<StaffId>(),
    heldSince: instant(),
    /** Since when a text of theirs waits for one of ours. */
    waitingSince: instant(),
    /** Who is in the call beside its holder, and how. */
    supervisorId: idOf<StaffId>(),
    supervisorMode: text().$type<SupervisorMode>(),
    /** The caller was put aside, by their holder or because a colleague came in. */
    asideSince: instant(),
    /** Whom the holder has asked, and when. */
    colleagueId: idOf<StaffId>(),
    consultStage: text().$type<ConsultStage>(),
    consultSince: instant(),
    /** That this call is recorded the caller is owed to be told, or has been; null where it is not. */
    recordingNotice: text().$type<RecordingNotice>(),
    /** The carrier's ids of the calls by which the two desks came in. */
    holderCallSid: text(),
    colleagueCallSid: text(),
    /** Gave it back for a reason that would make it no better a second time. */
    notFor: uuid().array().$type<StaffId[]>().notNull().default(sql`'{}'`),
    ending: text().$type<NonNullable<QueueEntry['ending']>>(),
    endedAt: instant(),
    alarmDueAt: instant(),
    alarmRaisedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    index('entries_waiting').on(t.county, t.score, t.contactId).where(sql`state = 'waiting'`),
    uniqueIndex('entries_one_a_holder').on(t.holderId).where(sql`state = 'held'`),
    uniqueIndex('entries_one_consult_a_colleague').on(t.colleagueId).where(sql`colleague_id is not null`),
    index('entries_live').on(t.county).where(sql`state <> 'ended'`),
    index('entries_ended').on(t.county, t.endedAt).where(sql`state = 'ended'`),
    index('entries_alarm_due').on(t.alarmDueAt).where(sql`alarm_raised_at is null and state = 'waiting'`),
    index('entries_by_call').on(t.callSid).where(sql`call_sid is not null`),
    check('entries_state', sql`state in ('waiting', 'held', 'ended')`),
    check('entries_class', sql`queue_class in ('P0', 'P1', 'P2', 'P3', 'P4', 'N', 'P?')`),
    check(
      'entries_held_by_somebody',
      sql`state <> 'held' or (holder_id is not null and held_since is not null)`,
    ),
    check('entries_waiting_for_anybody', sql`state <> 'waiting' or holder_id is null`),
    check(
      'entries_supervised',
      sql`num_nonnulls(supervisor_id, supervisor_mode) in (0, 2) and (supervisor_id is null or (state = 'held' and live and supervisor_id <> holder_id))`,
    ),
    check('entries_supervisor_mode', sql`supervisor_mode in ('listen', 'whisper', 'barge')`),
    check(
      'entries_consulted',
      sql`num_nonnulls(colleague_id, consult_stage, consult_since) in (0, 3) and (colleague_id is null or (state = 'held' and live and colleague_id <> holder_id))`,
    ),
    check('entries_recording_notice', sql`recording_notice in ('owed', 'told')`),
    check('entries_consult_stage', sql`consult_stage in ('asked', 'accepted', 'on_line')`),
    check('entries_aside_of_somebody', sql`aside_since is null or (state = 'held' and live)`),
    check('entries_ended_somehow', sql`(state = 'ended') = (ending is not null and ended_at is not null)`),
  ],
)

/** What an operator said of themselves, and the contact they hold; who never said anything has no row. */
export const operatorStates = pgTable(
  'operator_states',
  {
    staffId: idOf<StaffId>().notNull(),
    county: county(),
    version: version(),
    status: text().$type<'available' | 'break' | 'off'>().notNull(),
    since: instant().notNull(),
    contactId: idOf<ContactId>(),
    /** The call that a colleague holds, and into which they have come. */
    helpsWith: idOf<ContactId>(),
    /** The last sign of a screen while Redis was away; otherwise Redis knows better. */
    seenAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.staffId] }),
    uniqueIndex('operator_states_one_a_contact').on(t.contactId).where(sql`contact_id is not null`),
    uniqueIndex('operator_states_one_beside').on(t.helpsWith).where(sql`helps_with is not null`),
    check('operator_states_one_call', sql`num_nonnulls(contact_id, helps_with) < 2`),
    check('operator_states_status', sql`status in ('available', 'break', 'off')`),
  ],
)

/** A caller whom nobody answered: owned by the county's post until reached or given up with a reason. */
export const callBacks = pgTable(
  'call_backs',
  {
    id: rowId<CallBackId>(),
    county: county(),
    version: version(),
    contactId: idOf<ContactId>().notNull(),
    state: text().$type<'open' | 'recovered' | 'closed'>().notNull(),
    cause: text().$type<'abandoned' | 'silent' | 'dropped' | 'asked_for'>().notNull(),
    safe: text().$type<'unknown' | 'safe' | 'unsafe'>().notNull(),
    digits: text(),
    /** Of what the caller said after the tone. */
    voiceMessageId: idOf<string>(),
    voiceMessageSeconds: integer(),
    queueClass: text().$type<QueueClass>().notNull(),
    dueAt: instant().notNull(),
    remindedAt: instant(),
    closedReason: text().$type<GiveUpReason>(),
    closedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('call_backs_one_open').on(t.contactId).where(sql`state = 'open'`),
    index('call_backs_due').on(t.dueAt).where(sql`state = 'open' and reminded_at is null`),
    index('call_backs_by_county').on(t.county, t.state),
    check('call_backs_state', sql`state in ('open', 'recovered', 'closed')`),
    check('call_backs_cause', sql`cause in ('abandoned', 'silent', 'dropped', 'asked_for')`),
    check('call_backs_safe', sql`safe in ('unknown', 'safe', 'unsafe')`),
    check('call_backs_voice_message', sql`num_nonnulls(voice_message_id, voice_message_seconds) in (0, 2)`),
    check('call_backs_closed_with_reason', sql`(state = 'closed') = (closed_reason is not null)`),
  ],
)

export const callBackAttempts = pgTable(
  'call_back_attempts',
  {
    id: rowId<string>(),
    county: county(),
    callBackId: idOf<CallBackId>()
      .notNull()
      .references(() => callBacks.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    result: text().$type<AttemptResult>().notNull(),
    staffId: idOf<StaffId>().notNull(),
  },
  (t) => [
    index('call_back_attempts_of').on(t.callBackId, t.at),
    check(
      'call_back_attempts_result',
      sql`result in ('reached', 'no_answer', 'busy', 'wrong_number', 'unsafe', 'machine', 'failed', 'canceled')`,
    ),
  ],
)

/** How it is safe to reach whoever stands behind a number, or behind one contact that has none. */
export const safeContacts = pgTable(
  'safe_contacts',
  {
    id: rowId<string>(),
    county: county(),
    version: version(),
    numberHash: bytes(),
    contactId: idOf<ContactId>().references(() => entries.contactId, { onDelete: 'cascade' }),
    call: text().$type<Safety>().notNull(),
    text: text().$type<Safety>().notNull(),
    hours: text().$type<SafeHours>().notNull(),
    windows: jsonb().$type<SafeWindow[]>().notNull(),
    /** What to say to whoever picks up. */
    word: sealed().notNull(),
    /** Who must not know. */
    keepFrom: sealed().notNull(),
    otherWay: sealed().notNull(),
    setBy: idOf<StaffId>().notNull(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('safe_contacts_of_number').on(t.county, t.numberHash).where(sql`number_hash is not null`),
    uniqueIndex('safe_contacts_of_contact').on(t.contactId).where(sql`contact_id is not null`),
    check('safe_contacts_of_somebody', sql`num_nonnulls(number_hash, contact_id) = 1`),
    check('safe_contacts_call', sql`"call" in ('unknown', 'safe', 'unsafe')`),
    check('safe_contacts_text', sql`"text" in ('unknown', 'safe', 'unsafe')`),
    check('safe_contacts_hours', sql`hours in ('unknown', 'always', 'windows', 'never')`),
    check('safe_contacts_windows', sql`(hours = 'windows') = (windows <> '[]'::jsonb)`),
  ],
)
