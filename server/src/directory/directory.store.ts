import { asc, between, count } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { counties, holidays, localities, partners } from './directory.tables.ts'

/** The whole register: 3,181 units and the localities known so far. Small enough to keep in memory. */
export async function readRegister({ db }: Ctx) {
  return { counties: await db.select().from(counties), localities: await db.select().from(localities) }
}

export const allPartners = ({ db }: Ctx) => db.select().from(partners).orderBy(asc(partners.code))

export const holidaysOf = ({ db }: Ctx, year: number) =>
  db
    .select({ date: holidays.day, name: holidays.name, law: holidays.law })
    .from(holidays)
    .where(between(holidays.day, `${year}-01-01`, `${year}-12-31`))
    .orderBy(asc(holidays.day))

export async function countLocalities({ db }: Ctx): Promise<number> {
  const [row] = await db.select({ n: count() }).from(localities)
  return row?.n ?? 0
}

type Rows = {
  counties: (typeof counties.$inferInsert)[]
  localities: (typeof localities.$inferInsert)[]
  partners: (typeof partners.$inferInsert)[]
  holidays: (typeof holidays.$inferInsert)[]
}

const rowsAtOnce = 1_000

/** Adds what is missing and leaves alone what is there: a list edited by hand stays edited. */
export async function addMissing({ db }: Ctx, rows: Rows): Promise<void> {
  await db.insert(counties).values(rows.counties).onConflictDoNothing()
  for (let from = 0; from < rows.localities.length; from += rowsAtOnce) {
    await db
      .insert(localities)
      .values(rows.localities.slice(from, from + rowsAtOnce))
      .onConflictDoNothing()
  }
  await db.insert(partners).values(rows.partners).onConflictDoNothing()
  await db.insert(holidays).values(rows.holidays).onConflictDoNothing()
}
