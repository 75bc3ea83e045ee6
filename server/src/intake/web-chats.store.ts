import type { ContactId, CountyCode, MessageId } from '@veghe/shared/kernel/ids.ts'
import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { webChats as w } from '../telephony/web-chats.tables.ts'
import { contacts as c, messages as m } from './intake.tables.ts'
import type { Message } from './messages.store.ts'

/** Every contact that was written by this secret, oldest first: one that was closed is followed by another. */
export const chatsBy = ({ db }: Ctx, secretHash: Buffer) =>
  db
    .select({
      contactId: w.contactId,
      county: w.county,
      version: c.version,
      closedAt: c.closedAt,
      seenAt: w.seenAt,
      goneAt: w.goneAt,
      leftAt: w.leftAt,
    })
    .from(w)
    .innerJoin(c, eq(c.id, w.contactId))
    .where(eq(w.secretHash, secretHash))
    .orderBy(asc(w.openedAt), asc(w.contactId))

export type Chat = Awaited<ReturnType<typeof chatsBy>>[number]

/** How many write in this county now. Until the commit nobody else comes in. */
export async function countHere({ db }: Ctx, county: CountyCode): Promise<number> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('intake.webChats'), hashtext(${county}))`)
  const isHere = and(eq(w.county, county), isNull(w.goneAt), isNull(w.leftAt), isNull(c.closedAt))
  const [row] = await db.select({ n: count() }).from(w).innerJoin(c, eq(c.id, w.contactId)).where(isHere)
  return row?.n ?? 0
}

/** Of these, our own in these contacts. */
export async function lockOurs(
  { db }: Ctx,
  contactIds: readonly ContactId[],
  ids: readonly MessageId[],
): Promise<Message[]> {
  if (ids.length === 0 || contactIds.length === 0) return []
  return db
    .select()
    .from(m)
    .where(and(inArray(m.id, [...ids]), inArray(m.contactId, [...contactIds]), eq(m.direction, 'out')))
    .orderBy(asc(m.id))
    .for('update')
}
