import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { CaseView, TimelineFact } from '@veghe/shared/cases/cases.contract.ts'

/** Which facts reach each step of the clock, T0 to T10. */
const reachedBy: readonly (readonly FactKind[])[] = [
  ['intake.received'],
  ['queue.answered'],
  ['intake.placeConfirmed', 'cases.placeConfirmed'],
  ['triage.prioritySet', 'cases.priorityRaised'],
  ['dispatch.sent'],
  ['dispatch.acknowledged'],
  ['dispatch.enRoute'],
  ['dispatch.onScene'],
  ['dispatch.childSeen'],
  ['dispatch.childSafe'],
  ['cases.closed'],
]

const earliest = (instants: readonly Date[]): Date | null =>
  instants.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null)

/** The clock of a case, read from its facts: the first time each step was reached, the last child for T9. */
export function clockSteps({ timeline, persons, contacts }: CaseView): (Date | null)[] {
  const found = reachedBy.map((kinds) => earliest(instantsOf(timeline, kinds)))
  const received = earliest(contacts.map((contact) => contact.receivedAt))
  const atRisk = persons.filter((person) => person.role === 'child' && person.atRisk)
  const allSafe = atRisk.every((child) => child.safeAt !== null)
  const safe = instantsOf(timeline, ['dispatch.childSafe']).toSorted((a, b) => b.getTime() - a.getTime())
  return found.map((at, step) => {
    if (step === 0) return at ?? received
    return step === 9 ? (allSafe ? (safe[0] ?? null) : null) : at
  })
}

const instantsOf = (timeline: readonly TimelineFact[], kinds: readonly FactKind[]): Date[] =>
  timeline.filter((fact) => kinds.includes(fact.kind)).map((fact) => fact.at)
