import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A written number in E.164 form, Romanian unless it says otherwise; null when it is none. */
export function readNumber(written: string): string | null {
  const number = parsePhoneNumberFromString(written, 'RO')
  return number?.isPossible() ? number.number : null
}
