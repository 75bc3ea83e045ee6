import type { ChatLeaving } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { and, asc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { webChats as t, webChatTexts as texts } from './web-chats.tables.ts'

export type WebChat = typeof t.$inferSelect

export async function insertChat({ db }: Ctx, row: typeof t.$inferInsert): Promise<void> {
  await db.insert(t).values(row)
}

export async function chatOf({ db }: Ctx, contactId: ContactId): Promise<WebChat | null> {
  const [row] = await db.select().from(t).where(eq(t.contactId, contactId))
  return row ?? null
}

export async function insertText({ db }: Ctx, row: typeof texts.$inferInsert): Promise<void> {
  await db.insert(texts).values(row)
}

const ofWriter = (secretHash: Buffer) => and(eq(t.secretHash, secretHash), isNull(t.leftAt))

/** The page is there. Gives the contacts for which that is news. */
export async function noteHere({ db, now }: Ctx, secretHash: Buffer): Promise<ContactId[]> {
  const back = await db
    .update(t)
    .set({ goneAt: null })
    .where(and(ofWriter(secretHash), isNotNull(t.goneAt)))
    .returning({ contactId: t.contactId })
  await db.update(t).set({ seenAt: now }).where(ofWriter(secretHash))
  return back.map(({ contactId }) => contactId)
}

export async function noteLeft(
  { db, now }: Ctx,
  secretHash: Buffer,
  leaving: ChatLeaving,
): Promise<ContactId[]> {
  const left = await db
    .update(t)
    .set({ leftAt: now, leaving })
    .where(ofWriter(secretHash))
    .returning({ contactId: t.contactId })
  return left.map(({ contactId }) => contactId)
}

/** Pages that have not been heard of for a while, and nobody has said so yet. */
export const unseenChats = ({ db }: Ctx, since: Date): Promise<Pick<WebChat, 'contactId'>[]> =>
  db
    .select({ contactId: t.contactId })
    .from(t)
    .where(and(isNull(t.goneAt), isNull(t.leftAt), lt(t.seenAt, since)))
    .orderBy(asc(t.seenAt))
    .limit(100)

/** True the first time. */
export async function noteGone({ db }: Ctx, contactId: ContactId, since: Date): Promise<boolean> {
  const gone = await db
    .update(t)
    .set({ goneAt: sql`${t.seenAt}` })
    .where(and(eq(t.contactId, contactId), isNull(t.goneAt), isNull(t.leftAt), lt(t.seenAt, since)))
    .returning({ contactId: t.contactId })
  return gone.length > 0
}

export async function textSidsIn(
  { db }: Ctx,
  county: CountyCode,
  { from, to }: { from: Date; to: Date },
): Promise<string[]> {
  const rows = await db
    .select({ sid: texts.sid })
    .from(texts)
    .where(and(eq(texts.county, county), gte(texts.at, from), lt(texts.at, to)))
  return rows.map(({ sid }) => sid)
}
