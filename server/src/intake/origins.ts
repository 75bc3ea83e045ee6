import type { CallerNumber } from '@veghe/shared/intake/intake.codes.ts'
import { CallLocation, type CallOrigin } from '@veghe/shared/intake/intake.contract.ts'
import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { between, minutes } from '@veghe/shared/kernel/time.ts'
import type { z } from 'zod'
import { countyAround, unitNear } from '../directory/directory.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { type CountyBy, countyOfCall, standingCounties } from '../telephony/lines.ts'
import type { Origin } from '../telephony/origin.read.ts'
import { type Contact, lockContact, saveContact, standingCounty } from './contacts.store.ts'

type Of = { id: ContactId; county: CountyCode }

/** What the network said, and by what the call was given to its county; null when it stood there already. */
export type ToldOrigin = Origin & { countyBy: CountyBy | null }

/** A position may decide who answers only while it is fresh. */
const freshMs = minutes(30)
const isFresh = ({ at }: CallLocation, now: Date): boolean => between(at, now) <= freshMs

/**
 * Whose call it is. One that stands somewhere already stays there: its reports do not all say where it came from,
 * and one call in two counties would be two contacts.
 */
export async function giveCounty(
  world: World,
  { callSid, called, region }: { callSid: string; called: string; region: string | null },
  origin: Origin,
): Promise<{ county: CountyCode; by: CountyBy | null }> {
  const standing = await standingIn(world, callSid)
  if (standing) return { county: standing, by: null }
  const fresh = origin.locations.filter((one) => isFresh(one, world.now()))
  const located = fresh.flatMap(({ point, radiusMetres }) => {
    const county = point && countyAround(point, radiusMetres ?? 0)
    return county ? [county] : []
  })
  return countyOfCall(world.config, { called, region, located })
}

/** Null where it is not known yet, and where only one county answers: then there is nothing to look for. */
export async function standingIn(world: World, callSid: string): Promise<CountyCode | null> {
  const scope = standingCounties(world.config)
  const [county] = scope
  if (!county || scope.length === 1) return null
  return world.transact({ kind: 'carrier', county }, (ctx) => standingCounty(ctx, callSid), {
    ...{ scope, onlyLooks: true, limitMs: 400 },
  })
}

/** A position names a spot, a cell names a region of the map, a trunk only a door: the most exact one is shown. */
const mostExact = ({ locations }: Origin, now: Date): CallLocation | null =>
  locations.find((one) => one.kind === 'geo' && isFresh(one, now)) ?? locations[0] ?? null

/** Whether there is anything in it that somebody would want to know. */
const says = ({ attestation, networkNumber, locations }: Origin): boolean =>
  (attestation !== null && attestation !== 'none') || networkNumber !== null || locations.length > 0

/** What locates or identifies is sealed; who vouches is a code. */
export async function originColumns(ctx: Ctx, { id, county }: Of, origin: Origin | null) {
  const { attestation = null, networkNumber = null } = origin ?? {}
  const location = origin && mostExact(origin, ctx.now)
  const seal = (text: string) => ctx.fields.seal(county, `contacts|location|${id}`, text)
  const hide = (text: string) => ctx.fields.vault.seal(county, `contacts|network_number|${id}`, text)
  return {
    attestation,
    networkNumber: networkNumber === null ? null : await hide(networkNumber),
    location: location ? await seal(JSON.stringify(location)) : null,
  }
}

/** A call may have been heard of by another way first: then its contact learns here where it comes from. */
export async function learnOrigin(ctx: Ctx, contactId: ContactId, told: ToldOrigin): Promise<void> {
  if (!says(told)) return
  const contact = await lockContact(ctx, contactId)
  if (contact.attestation ?? contact.networkNumber ?? contact.location) return
  const columns = await originColumns(ctx, contact, told)
  await saveContact(ctx, contact, contact.numberWithheld ? columns : { ...columns, networkNumber: null })
  await noteOrigin(ctx, contact, told)
}

export async function noteOrigin(ctx: Ctx, { id, county }: Of, told: ToldOrigin): Promise<void> {
  if (!says(told)) return
  const { attestation, networkNumber, countyBy } = told
  const { kind = null, radiusMetres = null } = mostExact(told, ctx.now) ?? {}
  await ctx.happened('intake.originTold', {
    ...{ county, contactId: id },
    body: { attestation, hidden: networkNumber !== null, location: kind, radiusMetres, countyBy },
  })
}

export const callerNumber = ({
  number,
  networkNumber,
}: Pick<Contact, 'number' | 'networkNumber'>): CallerNumber =>
  number ? 'known' : networkNumber ? 'network' : 'withheld'

export async function openOrigin(ctx: Ctx, row: Contact): Promise<z.input<typeof CallOrigin> | null> {
  if (row.channel !== 'voice') return null
  const { id, county, attestation } = row
  const text = row.location && (await ctx.fields.open(county, `contacts|location|${id}`, row.location))
  const location = text ? CallLocation.parse(JSON.parse(text)) : null
  return {
    attestation,
    number: callerNumber(row),
    location: location && { ...location, place: near(location) },
  }
}

function near({ point }: CallLocation) {
  const unit = point && unitNear(point)
  return unit && { unit: unit.siruta, name: unit.name }
}
