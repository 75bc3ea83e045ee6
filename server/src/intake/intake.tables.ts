import type {
  Attestation,
  CallState,
  Channel,
  MessageStatus,
  TextChannel,
} from '@veghe/shared/intake/intake.codes.ts'
import type { Hint } from '@veghe/shared/intake/intake.contract.ts'
import type { CaseId, ContactId, MessageId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { staff } from '../identity/identity.tables.ts'
import { bytes, changedAt, county, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

/** The danger words found in a text: the class and the kind in clear, the words themselves not. */
const hint = () => ({
  hintRaiseTo: text().$type<Hint['raiseTo']>(),
  hintCategory: text(),
  hintWords: sealed(),
})

/** One communication with 119. */
export const contacts = pgTable(
  'contacts',
  {
    id: rowId<ContactId>(),
    county: county(),
    version: version(),
    channel: text().$type<Channel>().notNull(),
    /** T0. */
    receivedAt: instant().notNull(),
    /** When it was typed in, for what did not come over the network. */
    enteredAt: instant(),
    enteredBy: idOf<StaffId>().references(() => staff.id),
    /** Number of the paper sheet. */
    sheet: sealed(),
    /** The carrier's own id of the call. */
    callSid: text(),
    callState: text().$type<CallState>(),
    callEndedAt: instant(),
    /** Under the vault's key. */
    number: sealed(),
    numberHash: bytes(),
    digits: text(),
    numberWithheld: boolean().notNull(),
    /** Under the vault's key: what the network knows of a caller who withheld it. Never matched, called or texted. */
    networkNumber: sealed(),
    attestation: text().$type<Attestation>(),
    /** Something of it came in on the number that call-backs show: whoever it was need not know whose it is. */
    onNeutralLine: boolean().notNull().default(false),
    /** Where the network says the call comes from. */
    location: sealed(),
    /** SIRUTA. */
    unit: integer(),
    place: sealed(),
    placeConfirmedAt: instant(),
    ...hint(),
    /** The class in force, as triage last said. */
    priority: text(),
    closedAt: instant(),
    outcome: text(),
    caseId: idOf<CaseId>(),
    /** Answers of the reporting sheet. */
    form: sealed(),
    /** Those answers that say who reports: under the vault's key. */
    reporter: sealed(),
    formSavedAt: instant(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('contacts_call').on(t.callSid).where(sql`call_sid is not null`),
    index('contacts_of_number').on(t.numberHash, t.receivedAt).where(sql`number_hash is not null`),
    index('contacts_of_case').on(t.caseId).where(sql`case_id is not null`),
    check(
      'contacts_channel',
      sql`channel in ('voice', 'sms', 'whatsapp', 'web_chat', 'written', 'walk_in', 'paper')`,
    ),
    check(
      'contacts_call_state',
      sql`call_state in ('ringing', 'waiting', 'connecting', 'connected', 'ended')`,
    ),
    check('contacts_voice', sql`(channel = 'voice') = (call_state is not null)`),
    check('contacts_number', sql`num_nonnulls(number, number_hash, digits) in (0, 3)`),
    check('contacts_withheld', sql`not (number_withheld and number is not null)`),
    check('contacts_network_number', sql`number_withheld or network_number is null`),
    check('contacts_attestation', sql`attestation in ('A', 'B', 'C', 'failed', 'none')`),
    check('contacts_closed', sql`(closed_at is null) = (outcome is null)`),
    check('contacts_digits', sql`digits ~ '^[0-9]{3}$'`),
  ],
)

/** What was written, in both directions. */
export const messages = pgTable(
  'messages',
  {
    id: rowId<MessageId>(),
    county: county(),
    /** Null for a responder's answer to a page, which is nobody's contact. */
    contactId: idOf<ContactId>().references(() => contacts.id),
    /** The carrier's own id of a text that came in. */
    providerSid: text(),
    direction: text().$type<'in' | 'out'>().notNull(),
    /** Null for what was entered by hand. */
    channel: text().$type<TextChannel>(),
    body: sealed().notNull(),
    status: text().$type<MessageStatus>().notNull(),
    at: instant().notNull(),
    sentBy: idOf<StaffId>().references(() => staff.id),
    /** It asks for no more texts. */
    isOptOut: boolean().notNull().default(false),
    /** Of one of ours that did not arrive: the carrier's number for why. */
    errorCode: text(),
    ...hint(),
  },
  (t) => [
    uniqueIndex('messages_provider_sid').on(t.providerSid).where(sql`provider_sid is not null`),
    index('messages_of_contact').on(t.contactId, t.at),
    check('messages_direction', sql`direction in ('in', 'out')`),
    check('messages_channel', sql`channel in ('sms', 'whatsapp', 'web_chat')`),
  ],
)

/** Each report of the carrier about a call, as it came. Its key makes a repeat of it visible. */
export const calls = pgTable(
  'calls',
  {
    /** `CallSid|CallStatus|SequenceNumber`. */
    key: text().primaryKey(),
    county: county(),
    callSid: text().notNull(),
    status: text().notNull(),
    at: instant(),
    recordedAt: instant().notNull(),
    /** The whole form. */
    form: sealed(),
  },
  (t) => [index('calls_of_call').on(t.callSid, t.recordedAt)],
)

/** One thing heard while somebody spoke. */
export const heardNotes = pgTable(
  'heard_notes',
  {
    id: rowId<string>(),
    county: county(),
    contactId: idOf<ContactId>()
      .notNull()
      .references(() => contacts.id),
    body: sealed().notNull(),
    at: instant().notNull(),
    staffId: idOf<StaffId>()
      .notNull()
      .references(() => staff.id),
  },
  (t) => [index('heard_notes_of_contact').on(t.contactId, t.at)],
)
