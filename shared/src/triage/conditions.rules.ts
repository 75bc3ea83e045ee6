import type { Condition, Protocol } from './protocol.ts'
import type { Answers } from './triage.contract.ts'

/** `undefined` where the answer is not there: what nobody asked is never taken for a no. */
export type Truth = boolean | undefined

export function holds(when: Condition, answers: Answers): Truth {
  if ('not' in when) return negated(holds(when.not, answers))
  if ('all' in when) {
    const parts = when.all.map((c) => holds(c, answers))
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
  }
  if ('any' in when) {
    const parts = when.any.map((c) => holds(c, answers))
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
  }
  const answer = answers[when.q]
  if (answer === undefined) return undefined
  if ('gte' in when) return typeof answer === 'number' ? answer >= when.gte : undefined
  return Array.isArray(answer) ? answer.some((a) => a === when.eq) : answer === when.eq
}

const negated = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)

/** The questions whose answers make the condition true; those that only happen to be named are left out. */
export function groundsOf(when: Condition, answers: Answers): string[] {
  return [...new Set(grounds(when, answers, true))]
}

function grounds(when: Condition, answers: Answers, wanted: boolean): string[] {
  if (holds(when, answers) !== wanted) return []
  if ('not' in when) return grounds(when.not, answers, !wanted)
  if ('all' in when) return when.all.flatMap((c) => grounds(c, answers, wanted))
  if ('any' in when) return when.any.flatMap((c) => grounds(c, answers, wanted))
  return [when.q]
}

/** The questions that still keep the condition open. */
export function openIn(when: Condition, answers: Answers): string[] {
  if (holds(when, answers) !== undefined) return []
  if ('not' in when) return openIn(when.not, answers)
  if ('all' in when) return when.all.flatMap((c) => openIn(c, answers))
  if ('any' in when) return when.any.flatMap((c) => openIn(c, answers))
  return [when.q]
}

/** Answers as the rules read them: "unknown" counts as the protocol says; an emptied list was not asked. */
export function asRead(protocol: Protocol, answers: Answers): Answers {
  const read: Answers = {}
  for (const { id, unknown_as } of protocol.questions) {
    const answer = answers[id]
    if (answer === undefined || (Array.isArray(answer) && answer.length === 0)) continue
    read[id] = answer === 'unknown' && unknown_as !== null ? unknown_as : answer
  }
  return read
}
