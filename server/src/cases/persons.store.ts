import type { CaseId, PersonId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, arrayOverlaps, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { caseContacts, casePersons, cases, persons } from './cases.tables.ts'

export type PersonRow = typeof persons.$inferSelect
export type PartRow = typeof casePersons.$inferSelect
/** A person and the part they have in one case. */
export type PersonInCase = { person: PersonRow; part: PartRow }

export async function insertPerson({ db }: Ctx, { person, part }: PersonInCase): Promise<void> {
  await db.insert(persons).values(person)
  await db.insert(casePersons).values(part)
}

export async function savePerson({ db }: Ctx, { person, part }: PersonInCase): Promise<void> {
  await db.update(persons).set(person).where(eq(persons.id, person.id))
  await savePart({ db }, part)
}

export async function savePart({ db }: Pick<Ctx, 'db'>, part: PartRow): Promise<void> {
  await db
    .update(casePersons)
    .set(part)
    .where(and(eq(casePersons.caseId, part.caseId), eq(casePersons.personId, part.personId)))
}

/** In the order they were added. */
export const personsOf = ({ db }: Ctx, caseId: CaseId): Promise<PersonInCase[]> =>
  db
    .select({ person: persons, part: casePersons })
    .from(casePersons)
    .innerJoin(persons, eq(persons.id, casePersons.personId))
    .where(eq(casePersons.caseId, caseId))
    .orderBy(asc(persons.id))

export async function findPerson(ctx: Ctx, caseId: CaseId, personId: PersonId): Promise<PersonInCase> {
  const found = (await personsOf(ctx, caseId)).find(({ person }) => person.id === personId)
  if (!found) throw new Refusal('not_found')
  return found
}

/** Cases of which a contact came from the same number. */
export async function casesByNumber({ db }: Ctx, numberHash: Buffer): Promise<CaseId[]> {
  const rows = await db
    .selectDistinct({ caseId: caseContacts.caseId })
    .from(caseContacts)
    .where(and(isNotNull(caseContacts.numberHash), eq(caseContacts.numberHash, numberHash)))
  return rows.map(({ caseId }) => caseId)
}

/** How many likely persons are decrypted and compared at most. */
const mostCandidates = 50

/** Persons of whose names some word begins or sounds alike; to be decrypted and compared. */
export const casesByWords = (
  { db }: Ctx,
  hashes: readonly Buffer[],
): Promise<{ caseId: CaseId; person: PersonRow }[]> =>
  db
    .select({ caseId: casePersons.caseId, person: persons })
    .from(persons)
    .innerJoin(casePersons, eq(casePersons.personId, persons.id))
    .where(arrayOverlaps(persons.words, [...hashes]))
    .limit(mostCandidates)

export const casesInUnit = ({ db }: Ctx, { unit, since }: { unit: number; since: Date }) =>
  db
    .select()
    .from(cases)
    .where(and(eq(cases.unit, unit), gt(cases.openedAt, since)))
    .limit(mostCandidates)

export const casesByIds = ({ db }: Ctx, ids: readonly CaseId[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(cases)
        .where(inArray(cases.id, [...ids]))
