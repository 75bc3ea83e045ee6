import type { CallBackId } from '@veghe/shared/kernel/ids.ts'
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import type { CallBackRow } from './call-backs.store.ts'
import type { Entry } from './entries.store.ts'
import { callBacks as c, entries as e, safeContacts as s } from './queue.tables.ts'

export type Card = typeof s.$inferSelect
export type NewCard = typeof s.$inferInsert
export type CardChange = Partial<Omit<NewCard, 'id' | 'county' | 'version' | 'numberHash' | 'contactId'>>

/** Of whom the card is: of their number where it is known, otherwise of the one contact. */
export type CardOf = Pick<Entry, 'county' | 'contactId' | 'numberHash'>

export const keyOf = ({ contactId, numberHash }: CardOf) =>
  numberHash ? { numberHash, contactId: null } : { numberHash: null, contactId }

const isOf = (of: CardOf) =>
  and(
    eq(s.county, of.county),
    of.numberHash ? eq(s.numberHash, of.numberHash) : eq(s.contactId, of.contactId),
  )

export async function findCard({ db }: Ctx, of: CardOf): Promise<Card | null> {
  const [row] = await db.select().from(s).where(isOf(of))
  return row ?? null
}

export async function lockCard({ db }: Ctx, of: CardOf): Promise<Card | null> {
  const [row] = await db.select().from(s).where(isOf(of)).for('update')
  return row ?? null
}

/** Null when somebody else has written one meanwhile. */
export async function addCard({ db }: Ctx, card: NewCard): Promise<Card | null> {
  const [row] = await db.insert(s).values(card).onConflictDoNothing().returning()
  return row ?? null
}

export async function saveCard({ db }: Ctx, before: Card, change: CardChange): Promise<Card | null> {
  const [row] = await db
    .update(s)
    .set({ ...change, version: before.version + 1 })
    .where(eq(s.id, before.id))
    .returning()
  return row ?? null
}

const sameOwner = and(
  eq(s.county, e.county),
  or(eq(s.numberHash, e.numberHash), eq(s.contactId, e.contactId)),
)

/** The cards of these call-backs, each under its own. */
export async function cardsOf({ db }: Ctx, ids: readonly CallBackId[]): Promise<Map<CallBackId, Card>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: c.id, card: s })
    .from(c)
    .innerJoin(e, eq(e.contactId, c.contactId))
    .innerJoin(s, sameOwner)
    .where(inArray(c.id, [...ids]))
  return new Map(rows.map(({ id, card }) => [id, card]))
}

/** Everybody who is still to be called back at this number, or of this one contact. */
export async function lockOpenOf({ db }: Ctx, of: CardOf): Promise<CallBackRow[]> {
  const contacts = db
    .select({ id: e.contactId })
    .from(e)
    .where(of.numberHash ? eq(e.numberHash, of.numberHash) : eq(e.contactId, of.contactId))
  return db
    .select()
    .from(c)
    .where(and(eq(c.county, of.county), sql`${c.state} = 'open'`, inArray(c.contactId, contacts)))
    .orderBy(c.id)
    .for('update')
}
