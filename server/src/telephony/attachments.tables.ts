import type { AttachmentKind, AttachmentType } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId, MessageId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, rowId, sealed } from '../platform/db/columns.ts'

/** One thing that came beside a text, from when the carrier told of it until nothing of it is left there. */
export const attachments = pgTable(
  'attachments',
  {
    id: rowId<string>(),
    county: county(),
    /** Null beside a responder's answer to a page, which is nobody's contact. */
    contactId: idOf<ContactId>(),
    messageId: idOf<MessageId>().notNull(),
    /** Its place among those beside the same text. */
    turn: integer().notNull(),
    /** The carrier's ids of the text, and of it as soon as that is known. */
    messageSid: text().notNull(),
    providerSid: text(),
    /** As the carrier says, until its own bytes do. */
    kind: text().$type<AttachmentKind>().notNull(),
    type: text().$type<AttachmentType>(),
    bytes: integer(),
    sha256: text(),
    toldAt: instant().notNull(),
    /** All of it stands here. */
    keptAt: instant(),
    /** It is larger than anything that is kept here. */
    refusedAt: instant(),
    /** Nobody is to see it any more. */
    forgottenAt: instant(),
    /** Nothing of it stands there. */
    clearedAt: instant(),
    /** When somebody is to look again. */
    dueAt: instant().notNull(),
    tries: integer().notNull().default(0),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('attachments_in_order').on(t.messageId, t.turn),
    uniqueIndex('attachments_provider_sid').on(t.providerSid).where(sql`provider_sid is not null`),
    index('attachments_of_contact').on(t.contactId),
    index('attachments_due').on(t.dueAt).where(sql`cleared_at is null`),
    check('attachments_kind', sql`kind in ('image', 'video', 'audio', 'other')`),
    check(
      'attachments_type',
      sql`type in ('jpeg', 'png', 'webp', 'gif', 'mp4', '3gp', 'ogg', 'mp3', 'm4a', 'wav', 'pdf')`,
    ),
    check('attachments_kept', sql`kept_at is null or num_nonnulls(bytes, sha256) = 2`),
    check('attachments_refused', sql`num_nonnulls(kept_at, refused_at) < 2`),
  ],
)

/** Joined in their order they are what was sent. */
export const attachmentParts = pgTable(
  'attachment_parts',
  {
    id: rowId<string>(),
    county: county(),
    attachmentId: idOf<string>()
      .notNull()
      .references(() => attachments.id),
    turn: integer().notNull(),
    body: sealed().notNull(),
  },
  (t) => [uniqueIndex('attachment_parts_in_order').on(t.attachmentId, t.turn)],
)
