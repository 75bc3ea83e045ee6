import { minutes, seconds } from '../kernel/time.ts'
import type { Clock, Phase, PhaseFigure } from './reporting.contract.ts'
import { phases } from './reporting.contract.ts'

/** With fewer values than this a percentile says nothing: the values themselves are shown. */
export const enoughForPercentiles = 10

/** The steps between which a phase lies. */
export const ends = {
  'T0-T1': [0, 1],
  'T1-T3': [1, 3],
  'T3-T4': [3, 4],
  'T4-T5': [4, 5],
  'T5-T7': [5, 7],
  'T0-T8': [0, 8],
  'T0-T10': [0, 10],
} as const satisfies Record<Phase, readonly [from: number, to: number]>

/** Proposals of the domain page; `null` where no target was found. Settings of the county in time. */
export const targetsMs: Readonly<Record<Phase, number | null>> = {
  'T0-T1': seconds(10),
  'T1-T3': minutes(5),
  'T3-T4': null,
  'T4-T5': minutes(5),
  'T5-T7': minutes(90),
  'T0-T8': null,
  'T0-T10': null,
}

/** Nearest rank: the smallest value that at least `share` of all values do not exceed. Always a value that occurred. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** Length of a phase in milliseconds; null while it has not ended. A step recorded out of order counts as zero. */
export function lengthOf(clock: Clock, phase: Phase): number | null {
  const [from, to] = ends[phase]
  const [start, end] = [clock[from], clock[to]]
  return start && end ? Math.max(0, end.getTime() - start.getTime()) : null
}

export function figuresOf(clocks: readonly Clock[]): PhaseFigure[] {
  return phases.map((phase) => {
    const values = clocks
      .map((clock) => lengthOf(clock, phase))
      .filter((value) => value !== null)
      .toSorted((a, b) => a - b)
    const enough = values.length >= enoughForPercentiles
    const target = targetsMs[phase]
    return {
      phase,
      n: values.length,
      p50: enough ? percentile(values, 0.5) : null,
      p90: enough ? percentile(values, 0.9) : null,
      values: enough ? [] : values,
      targetMs: target,
      withinTarget: target === null ? null : values.filter((value) => value <= target).length,
    }
  })
}

export type Sides = {
  carrierCount: number | null
  enteredByHand: number
  waiting: number
  inHand: number
  answered: number
  recovered: number
  closedWithReason: number
  openWithOwner: number
}

/**
 * carrier's own count + entered by hand = all the rest + lost. Without the carrier's count nothing is claimed:
 * our own tables cannot prove that they are whole.
 */
export function lostOf(sides: Sides): number | null {
  if (sides.carrierCount === null) return null
  const known =
    sides.waiting +
    sides.inHand +
    sides.answered +
    sides.recovered +
    sides.closedWithReason +
    sides.openWithOwner
  return sides.carrierCount + sides.enteredByHand - known
}
