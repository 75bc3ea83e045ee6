import { z } from 'zod'
import { query } from '../kernel/contract.ts'
import { CountyCode } from '../kernel/ids.ts'

export const PlaceFound = z.object({
  /** SIRUTA of the unit (UAT). */
  unit: z.int(),
  unitName: z.string(),
  unitNameHu: z.string().nullable(),
  locality: z.int().nullable(),
  localityName: z.string().nullable(),
  county: CountyCode,
  lat: z.number().nullable(),
  lon: z.number().nullable(),
})
export type PlaceFound = z.infer<typeof PlaceFound>

export const Partner = z.object({
  code: z.string(),
  institutionType: z.string(),
  label: z.object({ ro: z.string(), en: z.string(), hu: z.string() }),
  number: z.string().nullable(),
  numberVerified: z.boolean(),
  useWhen: z.string(),
  hours: z.string().nullable(),
})
export type Partner = z.infer<typeof Partner>

export const directoryApi = {
  /** Units and localities by Romanian, old-spelling or Hungarian name, without diacritics if need be. */
  'directory.places': query({
    input: z.object({ text: z.string().trim().min(1).max(80), limit: z.int().min(1).max(20).default(8) }),
    reply: z.array(PlaceFound),
  }),
  'directory.counties': query({
    input: z.object({}),
    reply: z.array(z.object({ code: CountyCode, name: z.string(), neighbours: z.array(CountyCode) })),
  }),
  'directory.partners': query({ input: z.object({}), reply: z.array(Partner) }),
  'directory.holidays': query({
    input: z.object({ year: z.int() }),
    reply: z.array(z.object({ date: z.iso.date(), name: z.string(), law: z.string() })),
  }),
}
