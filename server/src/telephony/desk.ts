import { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'

/** An operator's desk as the carrier knows it. */
export type Desk = { staffId: StaffId; county: CountyCode }

const form = /^([A-Z]{1,2}|S[1-6])_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

/** Ids only, in the letters that the carrier allows. */
export const deskName = ({ staffId, county }: Desk): string => `${county}_${staffId.replaceAll('-', '')}`

/** Null for a name that we did not give. */
export function deskNamed(name: string): Desk | null {
  const [, code, ...parts] = form.exec(name) ?? []
  const county = CountyCode.safeParse(code)
  const staffId = StaffId.safeParse(parts.join('-'))
  return county.success && staffId.success ? { staffId: staffId.data, county: county.data } : null
}

const scheme = 'client:'

/** Who calls from `client:CJ_…`; null for a telephone, and for a desk that is none of ours. */
export const deskCalling = (from: string): Desk | null =>
  isFromDesk(from) ? deskNamed(from.slice(scheme.length)) : null

/** A desk that comes into a call is itself a call to the carrier, and no contact. */
export const isFromDesk = (from: string): boolean => from.startsWith(scheme)
