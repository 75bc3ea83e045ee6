import type { CategoryFloors } from './categories.ts'
import { asRead, holds, openIn } from './conditions.rules.ts'
import type { Condition, Protocol, Question } from './protocol.ts'
import { isWorse } from './severity.ts'
import { type Priority, priorities } from './triage.codes.ts'
import type { Answers } from './triage.contract.ts'
import { evaluate, type Verdict } from './triage.rules.ts'

export type FurtherAnswer = { question: string; value: string | number }
export type Outlook = { class: Priority; because: FurtherAnswer[] }

export type Assessed = Verdict & {
  /** Classes that one further answer would reach, the worst first. */
  couldBecome: Outlook[]
  nextQuestion: string | null
}

export function assess(protocol: Protocol, answers: Answers, floors: CategoryFloors): Assessed {
  const verdict = evaluate(protocol, answers, floors)
  return {
    ...verdict,
    couldBecome: couldBecome(protocol, answers, floors),
    nextQuestion: nextQuestion(protocol, answers, floors)?.id ?? null,
  }
}

/**
 * The question to propose now: place, danger and injury before anything, then in the protocol's order those whose
 * answer can still make the class more severe or is missed at the close. A P0 is acted upon: nothing more is asked.
 */
export function nextQuestion(protocol: Protocol, answers: Answers, floors: CategoryFloors): Question | null {
  const read = asRead(protocol, answers)
  const open = protocol.questions
    .filter((q) => read[q.id] === undefined && q.asked_by !== 'system' && q.kind !== 'category_codes')
    .toSorted((a, b) => a.order - b.order)
  const fixed = open.find((q) => q.fixed)
  if (fixed) return fixed
  const verdict = evaluate(protocol, answers, floors)
  if (verdict.proposed === 'P0') return null
  const key = protocol.meta.evaluation.at_close_missing_becomes_unknown
  const matters = new Set([...key, ...stillRaising(protocol, read, verdict)])
  return open.find((q) => matters.has(q.id) && isShown(q, answers)) ?? null
}

/** On the answers as given: an age nobody knows must not hide a question about newborns. */
const isShown = (question: Question, answers: Answers): boolean =>
  question.show_if === undefined || holds(question.show_if, answers) !== false

/** Whether an answer to this question can still make the class more severe, or is missed at the close. */
export function matters(protocol: Protocol, answers: Answers, floors: CategoryFloors, id: string): boolean {
  const { [id]: _, ...others } = answers
  const verdict = evaluate(protocol, others, floors)
  const key = protocol.meta.evaluation.at_close_missing_becomes_unknown
  return key.includes(id) || stillRaising(protocol, asRead(protocol, others), verdict).includes(id)
}

function stillRaising(protocol: Protocol, read: Answers, verdict: Verdict): string[] {
  const rules = protocol.rules.filter((r) => isWorse(r.class, verdict.proposed))
  const raised = verdict.raisersFired.length > 0
  const raisers = raised ? [] : protocol.raisers.filter((r) => r.applies_to.includes(verdict.proposed))
  return [...rules, ...raisers].flatMap((r) => openIn(r.when, read))
}

/** Which single further answers would make the class more severe. */
export function couldBecome(protocol: Protocol, answers: Answers, floors: CategoryFloors): Outlook[] {
  const { proposed } = evaluate(protocol, answers, floors)
  const found = new Map<Priority, FurtherAnswer[]>()
  for (const further of furtherAnswers(protocol, answers)) {
    const after = evaluate(protocol, withAnswer(protocol, answers, further), floors).proposed
    if (isWorse(after, proposed)) found.set(after, [...(found.get(after) ?? []), further])
  }
  return priorities.flatMap((p) => {
    const because = found.get(p)
    return because ? [{ class: p, because }] : []
  })
}

/** For „Devine P0 dacă…”. */
export function becomesP0If(protocol: Protocol, answers: Answers, floors: CategoryFloors): FurtherAnswer[] {
  return couldBecome(protocol, answers, floors).find((o) => o.class === 'P0')?.because ?? []
}

function furtherAnswers(protocol: Protocol, answers: Answers): FurtherAnswer[] {
  const conditions = [...protocol.rules, ...protocol.raisers].map((r) => r.when)
  return protocol.questions
    .filter((q) => q.asked_by !== 'system' && q.kind !== 'category_codes')
    .toSorted((a, b) => a.order - b.order)
    .flatMap((q) => {
      const given = answers[q.id]
      const settled = given !== undefined && given !== 'unknown' && !q.multiple
      if (settled) return []
      const values = q.kind === 'number' ? thresholds(conditions, q.id) : q.answers.map((a) => a.value)
      const chosen = Array.isArray(given) ? given : []
      return values
        .filter((v) => v !== 'unknown' && v !== given && !chosen.some((c) => c === v))
        .map((value) => ({ question: q.id, value }))
    })
}

function withAnswer(protocol: Protocol, answers: Answers, further: FurtherAnswer): Answers {
  const { question, value } = further
  const multiple = protocol.questions.some((q) => q.id === question && q.multiple)
  if (!multiple) return { ...answers, [question]: value }
  const given = answers[question]
  return { ...answers, [question]: [...(Array.isArray(given) ? given : []), String(value)] }
}

/** On each side of every limit the rules set for a number. */
function thresholds(conditions: Condition[], question: string): number[] {
  const limits = conditions.flatMap((c) => limitsOf(c, question))
  return [...new Set(limits.flatMap((n) => [n - 1, n]))].filter((n) => n >= 0).toSorted((a, b) => a - b)
}

function limitsOf(when: Condition, question: string): number[] {
  if ('not' in when) return limitsOf(when.not, question)
  if ('all' in when) return when.all.flatMap((c) => limitsOf(c, question))
  if ('any' in when) return when.any.flatMap((c) => limitsOf(c, question))
  return 'gte' in when && when.q === question ? [when.gte] : []
}
