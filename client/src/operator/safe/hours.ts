import type { SafeDays, SafeWindow } from '@veghe/shared/queue/safe-contact.codes.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { readTimeOfDay } from './timeOfDay.ts'

/** Hours as they stand on the form, typed and not yet read. */
export type HourRow = { key: string; days: SafeDays; from: string; to: string }

export const newRow = (window?: SafeWindow): HourRow => ({
  key: crypto.randomUUID(),
  ...(window ?? { days: 'every_day', from: '', to: '' }),
})

/** What is wrong with one end of a row: no time, or an end that is the beginning. */
export function wrongIn({ from, to }: HourRow, field: 'from' | 'to'): MessageKey | null {
  const [start, end] = [readTimeOfDay(from), readTimeOfDay(to)]
  if ((field === 'from' ? start : end) === null) return 'safe.notTime'
  return field === 'to' && start === end && start !== '00:00' ? 'safe.sameTime' : null
}

/** Null as long as one of the rows cannot be read. */
export function windowsIn(rows: readonly HourRow[]): SafeWindow[] | null {
  const isRight = rows.length > 0 && rows.every((row) => !wrongIn(row, 'from') && !wrongIn(row, 'to'))
  if (!isRight) return null
  return rows.map(({ days, from, to }) => ({
    ...{ days, from: readTimeOfDay(from) ?? '', to: readTimeOfDay(to) ?? '' },
  }))
}
