import { readFileSync } from 'node:fs'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'

/** Degrees north and east. */
export type Point = { lat: number; lon: number }

type Ring = readonly (readonly [lon: number, lat: number])[]

/** Natural Earth's outlines, public domain. They are coarse: see `vagueMetres`. */
const Outlines = z.record(z.string(), z.array(z.array(z.tuple([z.number(), z.number()]))))
const read = (): [string, Ring[]][] =>
  Object.entries(
    Outlines.parse(JSON.parse(readFileSync(new URL('data/county-outlines.json', import.meta.url), 'utf8'))),
  )
let outlines: readonly [string, readonly Ring[]][] | undefined

/** How far a drawn border may lie from the real one. */
const vagueMetres = 2_000
const metresPerDegree = 111_320

/**
 * The county in which all of a circle lies; null where it touches two, or none. Bucharest is one outline for six
 * jurisdictions, so it is null as well: a guess here would ring in the wrong county.
 */
export function countyAround(point: Point, radiusMetres: number): CountyCode | null {
  const metres = Math.max(radiusMetres, vagueMetres)
  const within = countyAt(point)
  return within && rim(point, metres).every((each) => countyAt(each) === within) ? within : null
}

/** The county a point lies in, by the drawn borders alone. */
export function countyAt(point: Point): CountyCode | null {
  outlines ??= read()
  const [code] = outlines.find(([, rings]) => rings.some((ring) => isInside(ring, point))) ?? []
  return code === undefined || code === 'B' ? null : CountyCode.parse(code)
}

const directions = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6)

const rim = ({ lat, lon }: Point, metres: number): Point[] =>
  directions.map((at) => ({
    lat: lat + (metres / metresPerDegree) * Math.sin(at),
    lon: lon + ((metres / metresPerDegree) * Math.cos(at)) / Math.cos((lat * Math.PI) / 180),
  }))

/** A line to the east crosses the outline an odd number of times. */
function isInside(ring: Ring, { lat, lon }: Point): boolean {
  let inside = false
  let before = ring.at(-1)
  for (const here of ring) {
    if (before && here[1] > lat !== before[1] > lat) {
      const crossing = here[0] + ((lat - here[1]) / (before[1] - here[1])) * (before[0] - here[0])
      if (lon < crossing) inside = !inside
    }
    before = here
  }
  return inside
}

export function metresBetween(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(a.lat - b.lat, east) * metresPerDegree
}
