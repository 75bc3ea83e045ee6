import { after, between, days, localTime, minutes } from '../kernel/time.ts'
import type {
  SafeChannel,
  SafeDays,
  SafeTimes,
  Safety,
  SafeWindow,
  UnsafeReason,
} from './safe-contact.codes.ts'

// A card's hours are those of the clock on the caller's wall, also in the nights when the clocks change.
const zone = 'Europe/Bucharest'

/** `from`: when it will be safe again, where hours are all that stands in the way. */
export type SafeAnswer = { may: true } | { may: false; reason: UnsafeReason; from: Date | null }

const yes: SafeAnswer = { may: true }
const no = (reason: UnsafeReason, from: Date | null = null): SafeAnswer => ({ may: false, reason, from })

const nothingKnown: SafeTimes = { call: 'unknown', text: 'unknown', hours: 'unknown', windows: [] }

/** May this person be called or texted now? `null`: nobody has written a card. What is not known is not safe. */
export function mayContact(card: SafeTimes | null, channel: SafeChannel, now: Date): SafeAnswer {
  const known = card ?? nothingKnown
  if (isBarred(known, channel)) return no(isBarred(known, otherThan(channel)) ? 'unsafe' : 'channel')
  if (known[channel] === 'unknown' || known.hours === 'unknown') return no('unknown')
  if (known.hours === 'always' || isWithin(known.windows, now)) return yes
  return no('hours', nextWithin(known.windows, now))
}

/**
 * The same for a call-back, of which a person may have said by itself whether it is safe: that fills what the card
 * leaves open, never widens its hours, and „unsafe” outweighs the card.
 */
export function mayCallBack(card: SafeTimes | null, marked: Safety, now: Date): SafeAnswer {
  const known = card ?? nothingKnown
  if (marked === 'safe')
    return mayContact(
      {
        ...known,
        call: known.call === 'unknown' ? 'safe' : known.call,
        hours: known.hours === 'unknown' ? 'always' : known.hours,
      },
      'call',
      now,
    )
  return marked === 'unsafe' && !isBarred(known, 'call') ? no('unsafe') : mayContact(known, 'call', now)
}

/** What a card makes of the mark on a call-back; „unknown” leaves to a person what the card leaves open. */
export function markBy(card: SafeTimes): Safety {
  if (isBarred(card, 'call')) return 'unsafe'
  return card.hours === 'unknown' ? 'unknown' : card.call
}

/** Whether a stated reason goes past the refusal. Where somebody said „never”, not by an operator alone. */
export const mayPass = (reason: UnsafeReason, by: { isDutyOfficer: boolean }): boolean =>
  reason === 'hours' || reason === 'unknown' || by.isDutyOfficer

/** Whether a „never” of the card would be lifted: for that one has to know better than the card. */
export const isLifted = (before: SafeTimes, to: SafeTimes): boolean =>
  (['call', 'text'] as const).some((channel) => isBarred(before, channel) && !isBarred(to, channel))

/** Never by this channel, whatever the hour. */
export const isBarred = (card: SafeTimes, channel: SafeChannel): boolean =>
  card.hours === 'never' || card[channel] === 'unsafe'

const otherThan = (channel: SafeChannel): SafeChannel => (channel === 'call' ? 'text' : 'call')

/** 0 is Sunday, as `Date` counts. */
const daysIn: Record<SafeDays, readonly number[]> = {
  every_day: [0, 1, 2, 3, 4, 5, 6],
  mon_fri: [1, 2, 3, 4, 5],
  sat_sun: [6, 0],
  mon: [1],
  tue: [2],
  wed: [3],
  thu: [4],
  fri: [5],
  sat: [6],
  sun: [0],
}

/** `14:30` as minutes since midnight. */
function minuteIn(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

function isWithin(windows: readonly SafeWindow[], at: Date): boolean {
  const local = localTime(at, zone)
  const day = local.getUTCDay()
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  return windows.some((window) => {
    const [start, end] = [minuteIn(window.from), minuteIn(window.to)]
    const [begins, began] = [day, (day + 6) % 7].map((each) => daysIn[window.days].includes(each))
    if (start < end) return begins && minute >= start && minute < end
    return (begins && minute >= start) || (began && minute < end)
  })
}

/** A week, and one more for a window that lies in the hour which the clocks skip. */
const daysAhead = Array.from({ length: 15 }, (_, i) => i)

/** The first instant after `now` that lies in one of the windows. */
function nextWithin(windows: readonly SafeWindow[], now: Date): Date | null {
  const local = localTime(now, zone)
  const midnight = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()))
  const openings = windows.flatMap(({ from }) =>
    daysAhead.flatMap((ahead) => {
      const opens = after(midnight, days(ahead) + minutes(minuteIn(from)))
      return instantsOf(opens).find((at) => at > now && isWithin(windows, at)) ?? []
    }),
  )
  return openings.toSorted((a, b) => between(b, a))[0] ?? null
}

/**
 * The instants at which the clock on the wall may show this. One, but in the nights when the clocks change: then
 * every minute of the hour that they skip or show twice.
 */
function instantsOf(local: Date): Date[] {
  const offsets = [-1, 1].map((side) => {
    const near = after(local, days(side))
    return between(near, localTime(near, zone))
  })
  const [first, last] = [Math.max(...offsets), Math.min(...offsets)]
  const steps = (first - last) / minutes(1)
  return Array.from({ length: steps + 1 }, (_, i) => after(local, minutes(i) - first))
}
