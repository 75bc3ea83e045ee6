import type { FactBody, FactKind } from '../audit/facts.codes.ts'
import type { DispatchStep } from '../dispatch/dispatch.codes.ts'
import { Priority } from '../triage/triage.codes.ts'
import type { CaseOutcome, ClosingGap } from './cases.codes.ts'

// What a case needs before it is closed, and who must agree: hard rules H03 and H07 of the triage protocol, and the
// service's rule that no case is left without a body that is next responsible.

export type ChildState = {
  /** Years; null where nobody knows, which counts as small. */
  age: number | null
  atRisk: boolean
  seenAt: Date | null
  safeAt: Date | null
}

export type Closing = {
  priority: Priority
  /** Null while nobody has said how it ends. */
  outcome: CaseOutcome | null
  nextBody: string | null
  children: readonly ChildState[]
  /** A team saw a child whose name nobody knows. */
  childSeen: boolean
  /** What 112 or a team found is written down. */
  outcomeRecorded: boolean
  dispatchRunning: boolean
  /** A lowering of one of its contacts waits for a second person. */
  classPending: boolean
  contactOpen: boolean
  awaitsSecondPerson: boolean
}

/** What still stands between the case and its closing; empty when nothing does. */
export function gapsOf(closing: Closing): ClosingGap[] {
  const { priority, outcome, nextBody, children } = closing
  const isUnfounded = outcome === 'unfounded'
  const gaps: [ClosingGap, boolean][] = [
    ['child_not_seen', mustBeSeen(priority, outcome) && !isSeen(closing)],
    ['child_not_safe', !isUnfounded && children.some((child) => child.atRisk && child.safeAt === null)],
    ['dispatch_running', closing.dispatchRunning],
    ['no_next_body', !nextBody?.trim()],
    ['class_pending', closing.classPending],
    ['contact_open', closing.contactOpen],
    ['no_outcome_from_112_or_team', priority === 'P0' && !closing.outcomeRecorded],
    ['second_person_needed', closing.awaitsSecondPerson],
  ]
  return gaps.filter(([, stands]) => stands).map(([gap]) => gap)
}

const urgent: readonly Priority[] = ['P0', 'P1', 'P2']
/** Those who take the case over see the child within their own time. */
const takesOver: readonly CaseOutcome[] = ['local_service', 'case_manager']

function mustBeSeen(priority: Priority, outcome: CaseOutcome | null): boolean {
  if (outcome === 'unfounded') return false
  if (urgent.includes(priority)) return true
  return priority === 'P3' && outcome !== null && !takesOver.includes(outcome)
}

function isSeen({ children, childSeen }: Closing): boolean {
  const atRisk = children.filter((child) => child.atRisk)
  if (atRisk.length > 0) return atRisk.every((child) => child.seenAt !== null)
  return childSeen || children.some((child) => child.seenAt !== null)
}

/** "Unfounded" is one person's word only where no physical or sexual harm was named and every child is known to be 7 or older. */
export function needsSecondPerson(
  outcome: CaseOutcome,
  { grave, children }: { grave: boolean; children: readonly Pick<ChildState, 'age'>[] },
): boolean {
  if (outcome !== 'unfounded') return false
  return grave || children.length === 0 || children.some(({ age }) => age === null || age < 7)
}

const steps: Partial<Record<FactKind, DispatchStep>> = {
  'dispatch.sent': 'sent',
  'dispatch.acknowledged': 'acknowledged',
  'dispatch.movedOn': 'moved_on',
  'dispatch.enRoute': 'en_route',
  'dispatch.onScene': 'on_scene',
  'dispatch.childSeen': 'with_child',
  'dispatch.transporting': 'transport',
  'dispatch.returning': 'returning',
  'dispatch.ended': 'ended',
  'dispatch.cancelled': 'cancelled',
}

/** The step that a fact about a dispatch means; null where it moves nothing. */
export const stepOf = (kind: FactKind): DispatchStep | null => steps[kind] ?? null

export type KnownFact = { kind: FactKind; body: FactBody }

/** The class a contact has, as its facts tell it; null while nobody and no rule has said. */
export function classOf(facts: readonly KnownFact[]): Priority | null {
  const said = facts.findLast(({ kind }) => kind === 'triage.proposed' || kind === 'triage.prioritySet')
  const parsed = Priority.safeParse(said?.body.priority)
  return parsed.success ? parsed.data : null
}

export const isLoweringPending = (facts: readonly KnownFact[]): boolean =>
  lastOf(facts, ['triage.loweringProposed', 'triage.loweringConfirmed', 'triage.loweringRefused']) ===
  'triage.loweringProposed'

/** A contact is open until a fact says that it was closed, and again when it was reopened. */
export const isContactOpen = (facts: readonly KnownFact[]): boolean =>
  lastOf(facts, ['intake.closed', 'intake.reopened']) !== 'intake.closed'

const lastOf = (facts: readonly KnownFact[], kinds: readonly FactKind[]): FactKind | undefined =>
  facts.findLast(({ kind }) => kinds.includes(kind))?.kind

/** `2026-CJ-0412`: year of opening, county, and a number that starts at 1 each year. */
export const caseNumber = (of: { year: number; county: string; serial: number }): string =>
  `${of.year}-${of.county}-${String(of.serial).padStart(4, '0')}`
