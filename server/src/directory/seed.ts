import { readFileSync } from 'node:fs'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Ctx } from '../platform/context.ts'
import { addMissing, countLocalities } from './directory.store.ts'

const file = (name: string): string => readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8')

/** These files have no quoted commas; the first line names the columns. */
function csv<T>(name: string, row: z.ZodType<T>): T[] {
  const [head = '', ...lines] = file(name).trim().split(/\r?\n/)
  const columns = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return row.parse(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])))
  })
}

const Kind = z.enum(['municipality', 'town', 'commune'])
const Unit = z.object({ siruta: z.coerce.number(), name_ro: z.string(), type: Kind, county_code: z.string() })
const ClujUnit = z.object({
  siruta: z.coerce.number(),
  name_hu: z.string(),
  lat: z.coerce.number(),
  lon: z.coerce.number(),
})
const Locality = z.object({ siruta: z.coerce.number(), name_ro: z.string(), uat_siruta: z.coerce.number() })
const Counties = z.object({
  jurisdictions: z.array(
    z.object({
      code: CountyCode,
      name_ro: z.string(),
      name_hu: z.string().nullable(),
      neighbours: z.array(CountyCode),
      lat: z.number(),
      lon: z.number(),
      siruta_sector: z.number().nullable(),
    }),
  ),
})
const Label = z.object({ ro: z.string(), en: z.string(), hu: z.string() })
const Partners = z.object({
  partners: z.array(
    z.object({
      code: z.string(),
      institution_type: z.string(),
      label: Label,
      national_number: z.string().nullable(),
      national_number_verified: z.boolean().nullable(),
      use_when_ro: z.string(),
      hours: z.string().nullable(),
    }),
  ),
})
const Holidays = z.object({
  holidays: z.array(z.object({ date: z.string(), name_ro: z.string(), law: z.string() })),
})

/** Puts the shipped register, partners and legal holidays into the database, unless they stand there. */
export async function seedDirectory(ctx: Ctx): Promise<void> {
  const shipped = csv('romania-uat.csv', Unit).length
  if ((await countLocalities(ctx)) >= shipped) return
  const { jurisdictions } = Counties.parse(JSON.parse(file('counties.json')))
  const { partners } = Partners.parse(JSON.parse(file('partners.json')))
  const { holidays } = Holidays.parse(JSON.parse(file('holidays.json')))
  await addMissing(ctx, {
    counties: jurisdictions.map(({ code, name_ro, name_hu, neighbours, lat, lon }) => ({
      code,
      nameRo: name_ro,
      nameHu: name_hu,
      neighbours,
      lat,
      lon,
    })),
    localities: [...units(), ...sectors(jurisdictions), ...clujLocalities()],
    partners: partners.map((partner) => ({
      code: partner.code,
      institutionType: partner.institution_type,
      label: partner.label,
      number: partner.national_number,
      numberVerified: partner.national_number_verified ?? false,
      useWhen: partner.use_when_ro,
      hours: partner.hours,
    })),
    holidays: holidays.map(({ date, name_ro, law }) => ({ day: date, name: name_ro, law })),
  })
}

/** Bucharest is one unit in the register; who answers for a child there is decided by the sector. */
const sectors = (jurisdictions: z.infer<typeof Counties>['jurisdictions']) =>
  jurisdictions.flatMap(({ code, name_ro, siruta_sector }) =>
    siruta_sector
      ? [{ siruta: siruta_sector, countyCode: code, nameRo: name_ro, kind: 'sector' as const }]
      : [],
  )

function units() {
  const known = new Map(csv('cluj-uat.csv', ClujUnit).map((unit) => [unit.siruta, unit]))
  return csv('romania-uat.csv', Unit)
    .filter(({ county_code }) => county_code !== 'B')
    .map(({ siruta, name_ro, type, county_code }) => {
      const more = known.get(siruta)
      return {
        siruta,
        countyCode: CountyCode.parse(county_code),
        nameRo: name_ro,
        kind: type,
        ...(more ? { nameHu: more.name_hu || null, lat: more.lat, lon: more.lon } : {}),
      }
    })
}

const clujLocalities = () =>
  csv('cluj-localities.csv', Locality).map(({ siruta, name_ro, uat_siruta }) => ({
    siruta,
    countyCode: CountyCode.parse('CJ'),
    unit: uat_siruta,
    nameRo: name_ro,
    kind: 'locality' as const,
  }))
