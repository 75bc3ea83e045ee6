import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'

/** The 47 jurisdictions: 41 counties and the six sectors of Bucharest. */
export const counties = pgTable('counties', {
  code: text().$type<CountyCode>().primaryKey(),
  nameRo: text().notNull(),
  nameHu: text(),
  neighbours: text().array().$type<CountyCode[]>().notNull(),
  lat: doublePrecision().notNull(),
  lon: doublePrecision().notNull(),
})

/** Units (UAT) and localities by SIRUTA code; a unit has no `unit` of its own. */
export const localities = pgTable(
  'localities',
  {
    siruta: integer().primaryKey(),
    countyCode: text().$type<CountyCode>().notNull(),
    unit: integer(),
    nameRo: text().notNull(),
    nameHu: text(),
    kind: text().$type<'municipality' | 'town' | 'commune' | 'locality' | 'sector'>().notNull(),
    lat: doublePrecision(),
    lon: doublePrecision(),
  },
  (t) => [index('localities_of_county').on(t.countyCode)],
)

type Label = { ro: string; en: string; hu: string }

export const partners = pgTable('partners', {
  code: text().primaryKey(),
  institutionType: text().notNull(),
  label: jsonb().$type<Label>().notNull(),
  number: text(),
  numberVerified: boolean().notNull(),
  useWhen: text().notNull(),
  hours: text(),
})

/** Editable: bridge days are set by a yearly decision of the Government. */
export const holidays = pgTable(
  'holidays',
  { day: date().notNull(), name: text().notNull(), law: text().notNull() },
  (t) => [primaryKey({ columns: [t.day, t.name] })],
)
