import { Place } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { countyOfUnit } from '../directory/directory.ts'
import type { Ctx } from '../platform/context.ts'
import type { Contact } from './contacts.store.ts'

type Of = { id: ContactId; county: CountyCode }

/** The unit in clear, everything finer sealed. A place that is nowhere is refused. */
export async function sealPlace(ctx: Ctx, { id, county }: Of, place: Place) {
  const { unit, locality, address, landmark } = place
  if (unit === null && !address.trim() && !landmark.trim()) throw wrong('empty')
  for (const siruta of [unit, locality])
    if (siruta !== null && !countyOfUnit(siruta)) throw wrong('unknown_siruta')
  return { unit, place: await ctx.fields.seal(county, `contacts|place|${id}`, JSON.stringify(place)) }
}

const wrong = (code: string) => new Refusal('bad_input', { issues: [{ path: 'place', code }] })

export async function openPlace(
  ctx: Ctx,
  { id, county, place }: Pick<Contact, 'id' | 'county' | 'place'>,
): Promise<Place | null> {
  return place && Place.parse(JSON.parse(await ctx.fields.open(county, `contacts|place|${id}`, place)))
}
