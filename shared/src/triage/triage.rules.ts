import type { CategoryFloors } from './categories.ts'
import { asRead, groundsOf, holds } from './conditions.rules.ts'
import type { Label, Protocol } from './protocol.ts'
import { isWorse, raisedBy, worst } from './severity.ts'
import type { Priority, QueueClass } from './triage.codes.ts'
import type { Answers } from './triage.contract.ts'

// The evaluation is the one written in the protocol itself, under `meta.evaluation`.

export type Reason = {
  id: string
  text: Label
  class: Priority
  /** The questions whose answers made it true. */
  questions: string[]
  /** From the word list alone: no person has read the message yet. */
  provisional: boolean
}

export type Verdict = {
  /** From the rules alone, before floor and raisers. */
  base: Priority
  proposed: Priority
  /** Nothing fired: the class is only what the protocol assumes, so it counts as no proposal. */
  byDefault: boolean
  rulesFired: string[]
  raisersFired: string[]
  reasons: Reason[]
}

export function evaluate(protocol: Protocol, answers: Answers, floors: CategoryFloors): Verdict {
  const { default_class } = protocol.meta.evaluation
  const read = asRead(protocol, answers)
  const fired = firedRules(protocol, read)
  const base = worst(...fired.map((r) => r.class)) ?? default_class
  const floor = floorReason(protocol, read, floors)
  const lifted = floor && isWorse(floor.class, base) ? [floor] : []
  const floored = lifted[0]?.class ?? base
  const { proposed, raisers } = raise(protocol, read, floored)
  const reasons = [...fired, ...lifted]
  return {
    base,
    proposed,
    byDefault: reasons.length === 0,
    rulesFired: reasons.map((r) => r.id),
    raisersFired: raisers.map((r) => r.id),
    reasons: [...reasons, ...raisers],
  }
}

function firedRules(protocol: Protocol, read: Answers): Reason[] {
  return protocol.rules
    .filter((rule) => holds(rule.when, read) === true)
    .toSorted((a, b) => a.order - b.order)
    .map((rule) => ({
      id: rule.id,
      text: rule.reason,
      class: rule.class,
      questions: groundsOf(rule.when, read),
      provisional: rule.provisional ?? false,
    }))
}

function floorReason(protocol: Protocol, read: Answers, floors: CategoryFloors): Reason | null {
  const question = protocol.questions.find((q) => q.kind === 'category_codes')
  const chosen = question ? read[question.id] : undefined
  const found = (Array.isArray(chosen) ? chosen : [chosen]).flatMap((code) => {
    const floor = typeof code === 'string' ? floors[code] : undefined
    return floor ? [floor] : []
  })
  const floor = found.find((f) => f.minClass === worst(...found.map((each) => each.minClass)))
  if (!question || !floor) return null
  const { label, minClass } = floor
  return {
    id: protocol.meta.evaluation.category_floor_id,
    text: {
      ro: `${label.ro}: cel puțin ${minClass}`,
      en: `${label.en}: at least ${minClass}`,
      hu: `${label.hu}: legalább ${minClass}`,
    },
    class: minClass,
    questions: [question.id],
    provisional: false,
  }
}

function raise(protocol: Protocol, read: Answers, from: Priority): { proposed: Priority; raisers: Reason[] } {
  const { max_total_raise, raise_cap } = protocol.meta.evaluation
  const holding = protocol.raisers.filter((r) => r.applies_to.includes(from) && holds(r.when, read) === true)
  const steps = Math.min(
    max_total_raise,
    holding.reduce((sum, r) => sum + r.raise_by, 0),
  )
  const proposed = raisedBy(from, steps, raise_cap)
  const raisers = holding.map((r) => ({
    id: r.id,
    text: r.reason,
    class: proposed,
    questions: groundsOf(r.when, read),
    provisional: false,
  }))
  return { proposed, raisers }
}

/** At the end of a report about a child, a key question left blank counts as asked and not known. */
export function atClose(protocol: Protocol, answers: Answers): Answers {
  if (answers.contact_kind !== 'concern') return answers
  const blank = protocol.meta.evaluation.at_close_missing_becomes_unknown.filter(
    (id) => answers[id] === undefined,
  )
  return { ...answers, ...Object.fromEntries(blank.map((id) => [id, 'unknown'])) }
}

/** The reasons that decide the class, for „Pentru că…”. */
export function deciding(verdict: Verdict): Reason[] {
  const { reasons, raisersFired, proposed } = verdict
  const raisers = reasons.filter((r) => raisersFired.includes(r.id))
  const from = worst(...reasons.filter((r) => !raisersFired.includes(r.id)).map((r) => r.class))
  const grounds = reasons.filter((r) => !raisersFired.includes(r.id) && r.class === from)
  return from === proposed ? grounds : [...grounds, ...raisers]
}

/** Where a contact stands: what holds now, what was ever reached, what a confirmed lowering has already weighed. */
export type Standing = {
  inForce: QueueClass
  highWater: Priority | null
  /** Ids of the reasons that were known when two people lowered the class. */
  weighed: readonly string[]
}

export const untriaged: Standing = { inForce: 'P?', highWater: null, weighed: [] }

/**
 * The class in force after the answers changed: up with the verdict, never down with it. After a confirmed
 * lowering only a reason that came since, or that went and came back, raises it again.
 */
export function afterAnswers(standing: Standing, verdict: Verdict): Standing {
  const weighed = standing.weighed.filter((id) => verdict.reasons.some((r) => r.id === id))
  if (verdict.byDefault) return { ...standing, weighed }
  const fresh = verdict.reasons.filter((r) => !weighed.includes(r.id)).map((r) => r.class)
  const heard = weighed.length === 0 ? verdict.proposed : worst(...fresh)
  return heard === null ? { ...standing, weighed } : { ...afterRaise(standing, heard), weighed }
}

/** A person may raise freely; a less severe class changes nothing here. */
export function afterRaise(standing: Standing, to: Priority): Standing {
  const inForce = standing.inForce === 'P?' ? to : (worst(standing.inForce, to) ?? to)
  return { ...standing, inForce, highWater: worst(standing.highWater, inForce) }
}

/** Two people agreed on a less severe class. The high-water mark remembers. */
export function afterLowering(standing: Standing, to: Priority, verdict: Verdict): Standing {
  return { ...standing, inForce: to, weighed: verdict.reasons.map((r) => r.id) }
}
