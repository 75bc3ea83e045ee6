import { carrierOptOut } from '@veghe/shared/intake/opt-out.rules.ts'
import type { ContactId, MessageId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, asc, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { contacts as c, heardNotes as h, messages as m } from './intake.tables.ts'

export type Message = typeof m.$inferSelect
export type NewMessage = typeof m.$inferInsert

/** False for a text that was already taken in. */
export async function insertMessage({ db }: Ctx, message: NewMessage): Promise<boolean> {
  const rows = await db.insert(m).values(message).onConflictDoNothing().returning({ id: m.id })
  return rows.length > 0
}

/** Two texts of one number at the same moment must not open two contacts. */
export async function oneAtATime({ db }: Ctx, numberHash: Buffer): Promise<void> {
  const key = numberHash.readBigInt64BE(0).toString()
  await db.execute(sql`select pg_advisory_xact_lock(${key}::bigint)`)
}

export async function giveToContact({ db }: Ctx, id: MessageId, contactId: ContactId): Promise<void> {
  await db.update(m).set({ contactId }).where(eq(m.id, id))
}

export async function lockMessage({ db }: Ctx, id: MessageId): Promise<Message> {
  const [row] = await db.select().from(m).where(eq(m.id, id)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveStatus(
  { db }: Ctx,
  id: MessageId,
  reported: Pick<Message, 'status' | 'errorCode'>,
): Promise<void> {
  await db.update(m).set(reported).where(eq(m.id, id))
}

/** The newest of what this number wrote to us, and of what the carrier would not pass on to it. */
export async function lastWord(
  { db }: Ctx,
  numberHash: Buffer,
): Promise<Pick<Message, 'isOptOut' | 'errorCode'> | null> {
  const counts = or(isNotNull(m.providerSid), eq(m.errorCode, carrierOptOut))
  const [row] = await db
    .select({ isOptOut: m.isOptOut, errorCode: m.errorCode })
    .from(m)
    .innerJoin(c, eq(c.id, m.contactId))
    .where(and(eq(c.numberHash, numberHash), counts))
    .orderBy(desc(m.at), desc(m.id))
    .limit(1)
  return row ?? null
}

export const messagesOf = ({ db }: Ctx, contactId: ContactId): Promise<Message[]> =>
  db.select().from(m).where(eq(m.contactId, contactId)).orderBy(asc(m.at), asc(m.id))

/** As many as these at most, the last ones, oldest first. */
export async function newestOf({ db }: Ctx, contactId: ContactId, most: number): Promise<Message[]> {
  const of = db.select().from(m).where(eq(m.contactId, contactId))
  return (await of.orderBy(desc(m.at), desc(m.id)).limit(most)).toReversed()
}

/** The text that came in under this id of the carrier. */
export async function messageOf({ db }: Ctx, sid: string): Promise<Message | null> {
  const [row] = await db.select().from(m).where(eq(m.providerSid, sid))
  return row ?? null
}

/** When and on what the caller last wrote by themselves; what somebody else typed in for them does not count. */
export async function lastWritten(
  { db }: Ctx,
  contactId: ContactId,
): Promise<Pick<Message, 'channel' | 'at'> | null> {
  const [row] = await db
    .select({ channel: m.channel, at: m.at })
    .from(m)
    .where(and(eq(m.contactId, contactId), eq(m.direction, 'in'), isNotNull(m.providerSid)))
    .orderBy(desc(m.at), desc(m.id))
    .limit(1)
  return row ?? null
}

/** Of these carrier ids, those taken in. */
export async function knownMessages({ db }: Ctx, sids: string[]): Promise<Set<string>> {
  if (sids.length === 0) return new Set()
  const rows = await db.select({ sid: m.providerSid }).from(m).where(inArray(m.providerSid, sids))
  return new Set(rows.map(({ sid }) => sid ?? ''))
}

export async function insertHeard({ db }: Ctx, note: typeof h.$inferInsert): Promise<void> {
  await db.insert(h).values(note)
}

export const heardOf = ({ db }: Ctx, contactId: ContactId) =>
  db.select().from(h).where(eq(h.contactId, contactId)).orderBy(asc(h.at), asc(h.id))
