import { Place } from '@veghe/shared/intake/intake.codes.ts'
import { type CountyCode, type DispatchId, PersonId } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Ctx } from '../platform/context.ts'

/** What a team must know to go: handed forward by the case, sealed, and never a word about who reported. */
export const Briefing = z.object({
  place: Place.nullable(),
  note: z.string(),
  children: z.array(
    z.object({
      id: PersonId,
      name: z.string(),
      ageYears: z.number().nullable(),
      safeAt: z.coerce.date().nullable().default(null),
    }),
  ),
  dangers: z.array(
    z.object({ id: z.string(), text: z.object({ ro: z.string(), en: z.string(), hu: z.string() }) }),
  ),
})
export type Briefing = z.infer<typeof Briefing>

const placeOf = (id: DispatchId): string => `dispatches|briefing|${id}`

export const sealBriefing = (ctx: Ctx, at: { county: CountyCode; id: DispatchId }, briefing: Briefing) =>
  ctx.fields.seal(at.county, placeOf(at.id), JSON.stringify(briefing))

export async function openBriefing(
  ctx: Ctx,
  row: { county: CountyCode; id: DispatchId; briefing: Buffer },
): Promise<Briefing> {
  return Briefing.parse(JSON.parse(await ctx.fields.open(row.county, placeOf(row.id), row.briefing)))
}
