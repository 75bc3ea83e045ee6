import parsePhoneNumber from 'libphonenumber-js/max'

/** What carriers put in place of a number that its owner withheld: words on a keypad, and the words themselves. */
const withheldNumbers = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])
const withheldWords = new Set(['', 'anonymous', 'unavailable', 'restricted', 'blocked', 'unknown', 'private'])

/** `number` in E.164, or null when there is none to call, text or match by. */
export type CallerAddress = { number: string | null; withheld: boolean }

const nobody: CallerAddress = { number: null, withheld: true }

/** Reads the address of whoever called or wrote: a number, or a SIP or tel address that holds one. */
export function readAddress(address: string): CallerAddress {
  const user = userOf(address)
  if (withheldWords.has(user.toLowerCase()) || withheldNumbers.has(user)) return nobody
  const number = toE164(user)
  return number ? { number, withheld: false } : nobody
}

const whatsApp = 'whatsapp:'

/** The same number on WhatsApp, as the carrier writes it. */
export const onWhatsApp = (number: string): string => whatsApp + number

export const isOnWhatsApp = (address: string): boolean => address.startsWith(whatsApp)

/** The number itself, whatever channel its address names. */
export const bareNumber = (address: string): string =>
  address.slice(isOnWhatsApp(address) ? whatsApp.length : 0)

/** `sip:+4074…@host;user=phone`, `tel:+4074…`, `<sip:…>` and bare numbers alike. */
function userOf(address: string): string {
  const bare = address.replace(/^.*</, '').replace(/>.*$/, '').trim()
  return bare.replace(/^(?:sips?|tel|whatsapp):/i, '').replace(/[@;].*$/, '')
}

/** A number as people write it, read as Romanian unless it says otherwise; null when it cannot be one. */
export function toE164(text: string): string | null {
  const parsed = parsePhoneNumber(text, 'RO')
  if (parsed?.isPossible()) return parsed.number
  return /^\+[1-9]\d{6,14}$/.test(text) ? text : null
}

/** The only part of a number that boards show. */
export const lastDigits = (number: string): string => number.slice(-3)

const emergency = /^(?:\+?40)?(?:112|119)$/

/** Where whoever answers is paid for being called: nobody's telephone, and a reason to make us call. */
const paidFor: ReadonlySet<string | undefined> = new Set(['PREMIUM_RATE', 'SHARED_COST'])

/** 112 and 119 go through a configured trunk or not at all, and a withheld number's stand-in is nobody's phone. */
export function isDiallable(number: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return false
  if (emergency.test(number) || withheldNumbers.has(number)) return false
  return !paidFor.has(parsePhoneNumber(number)?.getType())
}
