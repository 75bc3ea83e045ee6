import type { ChatLeaving } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { bytes, county, idOf, instant, rowId } from '../platform/db/columns.ts'

/**
 * Places in the chat of the public page, as a carrier would have its numbers on record. Whoever brings the secret is
 * the one who writes; no address of theirs stands here or anywhere.
 */
export const webChats = pgTable(
  'web_chats',
  {
    contactId: rowId<ContactId>(),
    county: county(),
    secretHash: bytes().notNull(),
    openedAt: instant().notNull(),
    /** When the page was last heard of. */
    seenAt: instant().notNull(),
    /** Since when it has not been; it may come back. */
    goneAt: instant(),
    leftAt: instant(),
    leaving: text().$type<ChatLeaving>(),
  },
  (t) => [
    index('web_chats_by_secret').on(t.secretHash, t.openedAt),
    index('web_chats_here').on(t.county, t.seenAt).where(sql`gone_at is null and left_at is null`),
    check('web_chats_left', sql`(left_at is null) = (leaving is null)`),
    check('web_chats_leaving', sql`leaving in ('quick_exit', 'closed')`),
  ],
)

/** Every text that came by a page: this is the left side of the ledger for them, and what makes a repeat visible. */
export const webChatTexts = pgTable(
  'web_chat_texts',
  {
    sid: text().primaryKey(),
    county: county(),
    contactId: idOf<ContactId>().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('web_chat_texts_came').on(t.county, t.at)],
)
