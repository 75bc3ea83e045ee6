import type { directoryApi } from '@veghe/shared/directory/directory.contract.ts'
import { type ListedPlace, searchPlaces } from '@veghe/shared/directory/search.rules.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './directory.store.ts'
import { countyAt, metresBetween, type Point } from './outlines.ts'

export { countyAround, type Point } from './outlines.ts'

type Asked<A extends keyof typeof directoryApi> = Input<(typeof directoryApi)[A]>
type Told<A extends keyof typeof directoryApi> = Answer<(typeof directoryApi)[A]>
type Found = Awaited<ReturnType<typeof store.readRegister>>
type Locality = Found['localities'][number]

type Register = {
  counties: Found['counties']
  bySiruta: ReadonlyMap<number, Locality>
  places: readonly ListedPlace[]
}

/**
 * The national register, read once when a process starts: a name is wanted in every row of every board, and the
 * register changes by a release, not by a command.
 */
let register: Register = { counties: [], bySiruta: new Map(), places: [] }

export async function loadRegister(ctx: Ctx): Promise<void> {
  const { counties, localities } = await store.readRegister(ctx)
  const bySiruta = new Map(localities.map((one) => [one.siruta, one]))
  register = { counties, bySiruta, places: localities.flatMap((one) => listed(one, bySiruta)) }
}

function listed(one: Locality, bySiruta: ReadonlyMap<number, Locality>): ListedPlace[] {
  const unit = one.unit === null ? one : bySiruta.get(one.unit)
  if (!unit) return []
  return [
    {
      county: one.countyCode,
      unit: unit.siruta,
      unitName: unit.nameRo,
      unitNameHu: unit.nameHu,
      locality: one === unit ? null : one.siruta,
      localityName: one === unit ? null : one.nameRo,
      lat: one.lat ?? unit.lat,
      lon: one.lon ?? unit.lon,
    },
  ]
}

/** The actor's own county first: a name alone never decides the county. */
export async function places(
  ctx: Ctx,
  { text, limit }: Asked<'directory.places'>,
): Promise<Told<'directory.places'>> {
  const home = ctx.actor.kind === 'system' ? null : ctx.actor.county
  return searchPlaces(register.places, text, { limit, home })
}

export async function counties(): Promise<Told<'directory.counties'>> {
  return register.counties.map(({ code, nameRo, neighbours }) => ({ code, name: nameRo, neighbours }))
}

export const partners = (ctx: Ctx): Promise<Told<'directory.partners'>> => store.allPartners(ctx)

export const holidays = (
  ctx: Ctx,
  { year }: Asked<'directory.holidays'>,
): Promise<Told<'directory.holidays'>> => store.holidaysOf(ctx, year)

export const countyName = (code: CountyCode): string =>
  register.counties.find((county) => county.code === code)?.nameRo ?? code

/** Every county there is: the scope of figures for the national coordinator. */
export const countyCodes = (): CountyCode[] => register.counties.map(({ code }) => code)

/** Of a unit or of a locality: both stand in the register by their SIRUTA code. */
export const unitName = (siruta: number | null): string | null =>
  siruta === null ? null : (register.bySiruta.get(siruta)?.nameRo ?? null)

/** „Valea Ierii, Valea Ierii” says it twice: a locality named as its unit is said once. */
export function placeName(place: { unit: number | null; locality: number | null } | null): string | null {
  if (!place) return null
  const unit = unitName(place.unit)
  const locality = unitName(place.locality)
  return locality && unit && locality !== unit ? `${locality} (${unit})` : (locality ?? unit)
}

export const countyOfUnit = (siruta: number): CountyCode | null =>
  register.bySiruta.get(siruta)?.countyCode ?? null

/** Null where the register has no point. */
export function pointOf(siruta: number | null): Point | null {
  const found = siruta === null ? null : register.bySiruta.get(siruta)
  return found && found.lat !== null && found.lon !== null ? { lat: found.lat, lon: found.lon } : null
}

/** From further away a centre says nothing about where one is. */
const nearMetres = 15_000

/** The unit whose centre is nearest, among those of the county the point lies in; null when none is near. */
export function unitNear(point: Point): { siruta: number; name: string } | null {
  const county = countyAt(point)
  let nearest: { siruta: number; name: string } | null = null
  let metres = nearMetres
  for (const { siruta, nameRo, unit, countyCode } of register.bySiruta.values()) {
    const centre = unit === null && countyCode === county ? pointOf(siruta) : null
    const away = centre ? metresBetween(point, centre) : nearMetres
    if (away < metres) [nearest, metres] = [{ siruta, name: nameRo }, away]
  }
  return nearest
}
