import {
  type Clock,
  type ContactTimes,
  type Phase,
  type PhaseFigure,
  phases,
} from '@veghe/shared/reporting/reporting.contract.ts'
import { ends, figuresOf, lengthOf, targetsMs } from '@veghe/shared/reporting/reporting.rules.ts'

export const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type Step = (typeof steps)[number]

/** A figure, every length behind it, and what it leaves out: the contacts that are still in the phase. */
export type PhaseLine = PhaseFigure & { lengths: readonly number[]; underWay: number }

export const linesOf = (clocks: readonly Clock[]): PhaseLine[] =>
  figuresOf(clocks).map((figure) => ({
    ...figure,
    lengths: clocks.map((clock) => lengthOf(clock, figure.phase)).filter((value) => value !== null),
    underWay: clocks.filter((clock) => isUnderWay(clock, figure.phase)).length,
  }))

/** Only what was sent can be on its way to a child: a call without a team is not late for one. */
function isUnderWay(clock: Clock, phase: Phase): boolean {
  const [from, to] = ends[phase]
  const needsTeam = to >= 4 && to <= 9
  const began = clock[from] !== null && (!needsTeam || clock[4] !== null)
  return began && clock[to] === null && clock[10] === null
}

/** Whether the phase that ends with this step took longer than its target. */
export function isOverTarget(clock: Clock, step: Step): boolean {
  const phase = phases.find((one) => ends[one][1] === step)
  const target = phase ? targetsMs[phase] : null
  const took = phase ? lengthOf(clock, phase) : null
  return target !== null && took !== null && took > target
}

/** How many contacts the server hands over at most; beyond that only the newest are known. */
export const mostKnown = 500

export type Known = { contacts: ContactTimes[]; from: Date; isCut: boolean }

/** The contacts received since then, the newest first, and since when they are really all. */
export function receivedSince(all: readonly ContactTimes[], since: Date): Known {
  const contacts = all
    .filter(({ clock }) => clock[0] >= since)
    .toSorted((a, b) => b.clock[0].getTime() - a.clock[0].getTime())
  const isCut = contacts.length >= mostKnown
  return { contacts, from: (isCut && contacts.at(-1)?.clock[0]) || since, isCut }
}
