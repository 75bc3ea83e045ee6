import type { Attestation } from '@veghe/shared/intake/intake.codes.ts'
import type { CallLocation } from '@veghe/shared/intake/intake.contract.ts'
import { after, days, seconds } from '@veghe/shared/kernel/time.ts'
import { z } from 'zod'
import { readAddress } from './address.ts'
import type { Cells } from './cells.ts'
import type { CarrierForm } from './events.read.ts'
import { type TrunkHeaders, trunkHeaders } from './trunk.ts'

/** What the network says of where a call comes from, and of who vouches for its number. */
export type Origin = {
  attestation: Attestation | null
  /** The number of a caller who withheld it, where our trunk names it all the same. */
  networkNumber: string | null
  /** In the order in which they are asked for the county. */
  locations: readonly CallLocation[]
}

type Known = { trunkAddresses: readonly string[]; cells: Cells; now: Date }

/** Never refuses: what cannot be read is left out, and the call goes on as if it had not been there. */
export function readOrigin(form: CarrierForm, { trunkAddresses, cells, now }: Known): Origin {
  const headers = trunkHeaders(form, trunkAddresses)
  return {
    attestation: readAttestation(form.StirVerstat ?? ''),
    networkNumber: hiddenNumber(form, headers),
    locations: [
      headers.cell && cellLocation(headers.cell.toUpperCase(), cells, now),
      headers.geo && readGeo(headers.geo, now),
      headers.region && trunkLocation(headers.region, now),
    ].filter((one) => one !== null && one !== ''),
  }
}

/** `TN-Validation-Passed-A`; the letter says who vouches for what, and a check that failed has lost its letter's worth. */
export function readAttestation(verdict: string): Attestation | null {
  if (verdict === 'No-TN-Validation') return 'none'
  const [, outcome, level] = /^TN-Validation-(Passed|Failed)(?:-([ABC]))?$/.exec(verdict) ?? []
  if (outcome === 'Failed') return 'failed'
  if (level === 'A' || level === 'B' || level === 'C') return level
  return null
}

const hiddenNumber = ({ From = '' }: CarrierForm, { asserted }: TrunkHeaders): string | null =>
  asserted !== null && readAddress(From).withheld ? readAddress(asserted).number : null

const fromNetwork = { source: 'network' } as const

function cellLocation(code: string, cells: Cells, at: Date): CallLocation {
  const cell = cells.get(code)
  const point = cell ? { lat: cell.lat, lon: cell.lon } : null
  return { kind: 'cell', code, point, radiusMetres: cell?.radiusMetres ?? null, at, ...fromNetwork }
}

const trunkLocation = (code: string, at: Date): CallLocation => ({
  ...{ kind: 'trunk', code, point: null, radiusMetres: null, at },
  ...fromNetwork,
})

const geoShape = /^(?:geo:)?(-?\d{1,2}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)((?:;[a-z]+=[^;]{1,40})*)$/i

const Geo = z.object({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  u: z.coerce.number().min(0).max(100_000).optional(),
  age: z.coerce.number().min(0).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  src: z.enum(['network', 'handset']).default('network'),
})

/** Older than this a position says where a telephone was, not where the caller is. */
const oldestMs = days(1)

/**
 * A `geo:` address (RFC 5870): latitude and longitude, `u` for the radius in metres; and of our own `age` in seconds
 * or `at` as an instant, and `src` for who measured. Without a time it is of now.
 */
export function readGeo(text: string, now: Date): CallLocation | null {
  const [, lat, lon, rest = ''] = geoShape.exec(text) ?? []
  const named = rest.split(';').map((pair): [string, string] => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)]
  })
  const read = Geo.safeParse({ ...Object.fromEntries(named), lat, lon })
  if (!read.success) return null
  const { u, age = 0, at: told, src } = read.data
  const measured = told === undefined ? after(now, -seconds(age)) : new Date(told)
  const at = measured > now ? now : measured
  if (!(at >= after(now, -oldestMs))) return null
  return {
    ...{ kind: 'geo', code: null, at, source: src },
    point: { lat: read.data.lat, lon: read.data.lon },
    radiusMetres: u === undefined ? null : Math.round(u),
  }
}
