const zone = 'Europe/Bucharest'

const made = (options: Intl.DateTimeFormatOptions, locale = 'ro-RO') =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options })

const hourMinute = made({ hour: '2-digit', minute: '2-digit' })
const hourMinuteSecond = made({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayMonthYear = made({ day: '2-digit', month: '2-digit', year: 'numeric' })
const dayMonth = made({ day: '2-digit', month: '2-digit' })
const hourOnly = made({ hour: '2-digit' }, 'en-GB')
const dayKey = made({ day: '2-digit', month: '2-digit', year: 'numeric' }, 'en-CA')

/** 21:05 */
export const hhmm = (at: Date): string => hourMinute.format(at)
/** 21:05:09 */
export const hhmmss = (at: Date): string => hourMinuteSecond.format(at)
/** 23.11.2026 */
export const date = (at: Date): string => dayMonthYear.format(at)
/** 23.11 */
export const shortDate = (at: Date): string => dayMonth.format(at)
/** 2026-11-23 in Romania: two instants of one day have the same. */
export const dayOf = (at: Date): string => dayKey.format(at)
export const hourInRomania = (at: Date): number => Number(hourOnly.format(at))
export const isSameDay = (a: Date, b: Date): boolean => dayOf(a) === dayOf(b)

/** 21:05 today, 22.11 21:05 on another day. */
export const whenShort = (at: Date, now: Date): string =>
  isSameDay(at, now) ? hhmm(at) : `${shortDate(at)} ${hhmm(at)}`

/** lu, ma, mi… in the language of the page. */
export const weekday = (at: Date, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short' }).format(at).replace('.', '')

const two = (n: number): string => String(n).padStart(2, '0')

/** 04:12 under an hour, 1:04:12 from then on, in a slot that never changes width before it must. */
export function length(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), all % 60]
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`
}

/** Five signs at most, for the narrowest slot: 04:12 under an hour, 6h34 from then on, 120h from the fifth day. */
export function shortLength(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return length(ms)
  const hours = Math.floor(minutes / 60)
  return hours < 100 ? `${hours}h${two(minutes % 60)}` : `${hours}h`
}

/** A length as one would say it: 40 s, 12 min, 3 h 12, 72 h. */
export function roughLength(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000))
  if (all < 60) return `${all} s`
  if (all < 3600) return `${Math.floor(all / 60)} min`
  const hours = Math.floor(all / 3600)
  return all < 86_400 ? `${hours} h ${two(Math.floor((all % 3600) / 60))}` : `${hours} h`
}

/** 23.11.2026 21:05, as it is typed and read in a field, in Romania. */
export const moment = (at: Date): string => `${date(at)} ${hhmm(at)}`

/** A moment as somebody types it; null when it is none. */
export function readMoment(text: string): Date | null {
  const found = /^\s*(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})[ ,]+(\d{1,2})[:.](\d{2})\s*$/.exec(text)
  if (!found) return null
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = found.slice(1).map(Number)
  const guess = Date.UTC(year, month - 1, day, hour, minute)
  // What Romania's clocks show at that instant is off by the zone; once more catches the night the clocks change.
  const once = guess - zoneMs(guess)
  const at = new Date(guess - zoneMs(once))
  const isThere = moment(at) === `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}`
  return isThere ? at : null
}

/** How far Romania is ahead of UTC at this instant. */
function zoneMs(at: number): number {
  const shown = /(\d+)-(\d+)-(\d+) (\d+):(\d+)/.exec(`${dayOf(new Date(at))} ${hhmm(new Date(at))}`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = shown?.slice(1).map(Number) ?? []
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000
}
