import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Config } from '../platform/config.ts'
import { readAddress } from './address.ts'

/** Where a call or text belongs that came in on a line nobody has given to a county. */
const firstCounty = CountyCode.parse('CJ')

type Lines = Pick<Config, 'lines'>
type Line = { called: string; region?: string | null }

/** By what a call was given to its county. */
export type CountyBy = 'location' | 'trunk' | 'line' | 'shared'

const countyIn = (line: string): CountyCode => CountyCode.parse(line.slice(line.lastIndexOf('=') + 1))

/** The counties somebody answers for here: those with a line, and the one that takes whatever has none. */
export const standingCounties = ({ lines }: Lines): CountyCode[] => [
  ...new Set([firstCounty, ...lines.map(countyIn)]),
]

/**
 * The county a call is for: where the network says the caller is, if that county answers here; else by the region our
 * trunk names; else by the number that was called. The caller's own number says nothing: telephones travel.
 */
export function countyOfCall(
  config: Lines,
  { called, region, located }: Line & { located: readonly CountyCode[] },
): { county: CountyCode; by: CountyBy } {
  const standing = standingCounties(config)
  const here = located.find((county) => standing.includes(county))
  if (here) return { county: here, by: 'location' }
  const user = called.replace(/^(?:sips?|whatsapp):/, '').replace(/[@;].*$/, '')
  const named = (name: string | null | undefined) =>
    name ? config.lines.find((one) => one.startsWith(`${name}=`)) : undefined
  const [byTrunk, byLine] = [named(region), named(user)]
  if (byTrunk) return { county: countyIn(byTrunk), by: 'trunk' }
  return byLine ? { county: countyIn(byLine), by: 'line' } : { county: firstCounty, by: 'shared' }
}

/** The county of what nobody has located. */
export const countyOfLine = (config: Lines, line: Line): CountyCode =>
  countyOfCall(config, { ...line, located: [] }).county

/**
 * A contact of a county that does not exist would stand in a queue nobody sees, and what a county wants forgotten would
 * be kept: rather no start than that.
 */
export function refuseUnknownCounties(
  { lines, recordingDays }: Pick<Config, 'lines' | 'recordingDays'>,
  codes: readonly string[],
): void {
  for (const line of lines) {
    const county = line.slice(line.lastIndexOf('=') + 1)
    if (!line.includes('=') || !codes.includes(county))
      throw new Error(`VEGHE_LINES must say name=county with a county that exists: ${line} does not.`)
  }
  for (const { county } of recordingDays) {
    if (!codes.includes(county))
      throw new Error(
        `VEGHE_RECORDING_DAYS must say county=days with a county that exists: ${county} does not.`,
      )
  }
}

/** Only of whoever may be told so: to whoever calls the number that names nobody, not even this is said. */
export const isRecorded = (
  { media }: Pick<Config, 'media'>,
  { onNeutralLine }: { onNeutralLine: boolean },
): boolean => media.records && !onNeutralLine

/**
 * Whether they called the number that call-backs show, by whatever way: it may be somebody who must not know whose it
 * is. A trunk names it within an address.
 */
export const isNeutral = ({ callBackNumber }: Pick<Config, 'callBackNumber'>, called: string): boolean =>
  callBackNumber !== null && readAddress(called).number === callBackNumber
