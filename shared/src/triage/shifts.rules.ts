import { after, days, hours, localTime } from '../kernel/time.ts'

/** Hours of the local day at which one shift hands over to the next, in rising order. */
export type ShiftPlan = { zone: string; startHours: readonly number[] }

/**
 * When the shift that `now` lies in ends. The handover is at an hour of the wall clock, so on the nights when the
 * clocks change a night shift lasts 11 or 13 hours.
 */
export function endOfShift(now: Date, { zone, startHours }: ShiftPlan): Date {
  const today = localDay(now, zone)
  const handovers = [today, localDay(after(today, days(1)), 'UTC')].flatMap((day) =>
    startHours.map((hour) => instantOf(after(day, hours(hour)), zone)),
  )
  const next = handovers.find((at) => at > now)
  if (!next) throw new Error('A shift plan needs at least one hour of the day.')
  return next
}

/** Midnight of the local day, written as if it were UTC. */
function localDay(at: Date, zone: string): Date {
  const local = localTime(at, zone)
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()))
}

/** The instant at which the wall clock shows `local`. Handovers lie outside the hour that clocks skip or repeat. */
function instantOf(local: Date, zone: string): Date {
  const guess = after(local, local.getTime() - localTime(local, zone).getTime())
  return after(guess, local.getTime() - localTime(guess, zone).getTime())
}
