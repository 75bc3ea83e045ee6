import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Config } from '../platform/config.ts'

/** Where a call or text belongs that came in on a line nobody has given to a county. */
const firstCounty = CountyCode.parse('CJ')

/**
 * The county a call or text came in for: by the region our trunk names, else by the number that was called. The
 * caller's own number says nothing: telephones travel.
 */
export function countyOfLine(
  { lines }: Pick<Config, 'lines'>,
  { called, region }: { called: string; region?: string | null },
): CountyCode {
  const user = called.replace(/^sips?:/, '').replace(/[@;].*$/, '')
  for (const name of [region, user]) {
    const line = name && lines.find((one) => one.startsWith(`${name}=`))
    if (line) return CountyCode.parse(line.slice(line.lastIndexOf('=') + 1))
  }
  return firstCounty
}

/** A contact of a county that does not exist would stand in a queue nobody sees: rather no start than that. */
export function refuseUnknownCounties({ lines }: Pick<Config, 'lines'>, codes: readonly string[]): void {
  for (const line of lines) {
    const county = line.slice(line.lastIndexOf('=') + 1)
    if (!line.includes('=') || !codes.includes(county))
      throw new Error(`VEGHE_LINES must say name=county with a county that exists: ${line} does not.`)
  }
}
