import { type CaseId, type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { calls112, caseContacts, caseNumbers, casePersons, cases, notes } from './cases.tables.ts'

export type CaseRow = typeof cases.$inferSelect
export type ContactRow = typeof caseContacts.$inferSelect
export type Call112Row = typeof calls112.$inferSelect

/** Entries that ended stay on a board's snapshot for so long, so that a late push revives none. */
const endedShownMs = minutes(10)

export async function findCase({ db }: Ctx, caseId: CaseId): Promise<CaseRow | null> {
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId))
  return row ?? null
}

/** Everything that changes a case goes through this lock. */
export async function lockCase({ db }: Ctx, caseId: CaseId): Promise<CaseRow> {
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveCase({ db }: Ctx, { id, ...row }: CaseRow): Promise<void> {
  await db.update(cases).set(row).where(eq(cases.id, id))
}

export async function insertCase({ db }: Ctx, row: typeof cases.$inferInsert): Promise<CaseRow> {
  const [inserted] = await db.insert(cases).values(row).returning()
  if (!inserted) throw new Refusal('bug', { reason: 'case_not_stored' })
  return inserted
}

type Series = { county: CountyCode; year: number }

/** The county's counter stays locked until the commit: cases are opened one after the other, and no number is lost. */
export async function lockCounter({ db }: Ctx, series: Series): Promise<void> {
  await db
    .insert(caseNumbers)
    .values({ ...series, last: 0 })
    .onConflictDoUpdate({
      target: [caseNumbers.county, caseNumbers.year],
      set: { last: sql`${caseNumbers.last}` },
    })
}

export async function nextSerial({ db }: Ctx, { county, year }: Series): Promise<number> {
  const [row] = await db
    .update(caseNumbers)
    .set({ last: sql`${caseNumbers.last} + 1` })
    .where(and(eq(caseNumbers.county, county), eq(caseNumbers.year, year)))
    .returning({ last: caseNumbers.last })
  if (!row) throw new Refusal('bug', { reason: 'counter_not_locked' })
  return row.last
}

/** The case that a contact belongs to. */
export async function caseOfContact({ db }: Ctx, contactId: ContactId): Promise<CaseId | null> {
  const [row] = await db
    .select({ caseId: caseContacts.caseId })
    .from(caseContacts)
    .where(eq(caseContacts.contactId, contactId))
  return row?.caseId ?? null
}

/** False when the contact belongs to a case already. What was said of it before, such as a call to 112, comes along. */
export async function insertContact({ db }: Ctx, row: typeof caseContacts.$inferInsert): Promise<boolean> {
  const added = await db.insert(caseContacts).values(row).onConflictDoNothing().returning()
  if (added.length === 0) return false
  const { caseId, contactId } = row
  await db
    .update(calls112)
    .set({ caseId })
    .where(and(eq(calls112.contactId, contactId), isNull(calls112.caseId)))
  return true
}

export async function saveContact(
  { db }: Ctx,
  contactId: ContactId,
  to: Partial<Omit<ContactRow, 'contactId'>>,
): Promise<void> {
  await db.update(caseContacts).set(to).where(eq(caseContacts.contactId, contactId))
}

export const contactsOf = ({ db }: Ctx, caseId: CaseId): Promise<ContactRow[]> =>
  db.select().from(caseContacts).where(eq(caseContacts.caseId, caseId)).orderBy(asc(caseContacts.linkedAt))

/**
 * How many people reported the case since then. A number is a person; those who gave none cannot be told apart and
 * count as one.
 */
export async function reportersOf({ db }: Ctx, caseId: CaseId, since: Date): Promise<number> {
  const [row] = await db
    .select({
      people: sql<string>`count(distinct ${caseContacts.numberHash}) + max((${caseContacts.numberHash} is null)::int)`,
    })
    .from(caseContacts)
    .where(and(eq(caseContacts.caseId, caseId), gt(caseContacts.linkedAt, since)))
  return Number(row?.people ?? 0)
}

export type Counts = { contacts: number; children: number }

export async function countsOf({ db }: Ctx, ids: readonly CaseId[]): Promise<Map<CaseId, Counts>> {
  if (ids.length === 0) return new Map()
  const contacts = await db
    .select({ caseId: caseContacts.caseId, n: count() })
    .from(caseContacts)
    .where(inArray(caseContacts.caseId, [...ids]))
    .groupBy(caseContacts.caseId)
  const children = await db
    .select({ caseId: casePersons.caseId, n: count() })
    .from(casePersons)
    .where(and(inArray(casePersons.caseId, [...ids]), eq(casePersons.role, 'child')))
    .groupBy(casePersons.caseId)
  const of = (rows: { caseId: CaseId; n: number }[], id: CaseId) =>
    rows.find(({ caseId }) => caseId === id)?.n ?? 0
  return new Map(ids.map((id) => [id, { contacts: of(contacts, id), children: of(children, id) }]))
}

/** Open cases and those that were closed a moment ago; the reader's county bounds them. */
export const shownCases = ({ db, now }: Ctx): Promise<CaseRow[]> =>
  db
    .select()
    .from(cases)
    .where(or(eq(cases.state, 'open'), gt(cases.changedAt, after(now, -endedShownMs))))
    .orderBy(asc(cases.openedAt))

/** Live entries only: each reader keeps those that ended for as long as it likes. */
export const stampsOf = ({ db }: Ctx, county: CountyCode) =>
  db
    .select({ id: cases.id, version: cases.version, changedAt: cases.changedAt })
    .from(cases)
    .where(and(eq(cases.county, county), eq(cases.state, 'open')))

export const numbersOf = ({ db }: Ctx, ids: readonly CaseId[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select({ id: cases.id, number: cases.number })
        .from(cases)
        .where(inArray(cases.id, [...ids]))

export async function insertNote({ db }: Ctx, row: typeof notes.$inferInsert): Promise<void> {
  await db.insert(notes).values(row)
}

export const notesOf = ({ db }: Ctx, caseId: CaseId) =>
  db.select().from(notes).where(eq(notes.caseId, caseId)).orderBy(asc(notes.at), asc(notes.id))

export async function insertCall112({ db, now }: Ctx, row: Omit<Call112Row, 'id'>): Promise<void> {
  await db.insert(calls112).values({ ...row, id: newId<string>(now) })
}

/** The newest first. */
export const calls112Of = ({ db }: Ctx, about: { caseId: CaseId } | { contactId: ContactId }) =>
  db
    .select()
    .from(calls112)
    .where('caseId' in about ? eq(calls112.caseId, about.caseId) : eq(calls112.contactId, about.contactId))
    .orderBy(desc(calls112.at))
