import { z } from 'zod'

/** An instant: ISO 8601 with zone on the wire, `Date` in code, UTC everywhere but on the screen. */
export const Instant = z.coerce.date()

export const seconds = (n: number): number => n * 1000
export const minutes = (n: number): number => n * 60_000
export const hours = (n: number): number => n * 3_600_000
export const days = (n: number): number => n * 86_400_000

export const after = (from: Date, ms: number): Date => new Date(from.getTime() + ms)
export const between = (from: Date, to: Date): number => to.getTime() - from.getTime()

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the clock on the wall shows in that zone, written as if it were UTC. */
export function localTime(at: Date, zone: string): Date {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, clock)
  return new Date(`${clock.format(at).replace(' ', 'T')}Z`)
}
