import { hours, minutes, seconds } from '@veghe/shared/kernel/time.ts'

/** Phases last from seconds to days: one axis for all of them has to be logarithmic. */
const first = seconds(1)
const last = hours(100)

export const ticks = [first, seconds(10), minutes(1), minutes(10), hours(1), hours(10), last] as const

/** Where a length stands between the ends of the axis, in per cent of its width. */
export function positionOf(ms: number): number {
  const inside = Math.min(last, Math.max(first, ms))
  return (100 * Math.log(inside / first)) / Math.log(last / first)
}
