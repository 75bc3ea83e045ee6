import { type Priority, priorities } from './triage.codes.ts'

const rank = (p: Priority): number => priorities.indexOf(p)

export const isWorse = (a: Priority, than: Priority): boolean => rank(a) < rank(than)

/** The most severe of the classes that are there. */
export function worst(...classes: (Priority | null)[]): Priority | null {
  return priorities.find((p) => classes.includes(p)) ?? null
}

/** So many classes more severe, never above `cap`. A class already above the cap stays. */
export function raisedBy(p: Priority, steps: number, cap: Priority): Priority {
  if (!isWorse(cap, p)) return p
  return priorities[Math.max(rank(p) - steps, rank(cap))] ?? p
}
