import type { Categories } from './categories.ts'
import type { Protocol, Question } from './protocol.ts'
import type { Answers } from './triage.contract.ts'

/** One answer as it arrives: `null` takes it back. */
export type Given = Record<string, Answers[string] | null>

export type Change = { question: string; values: readonly (string | number)[] }

/** The questions that were not understood: not in this version, not this person's to answer, or no such choice. */
export function misunderstood(protocol: Protocol, { categories }: Categories, given: Given): string[] {
  const codes = new Set(categories.filter((c) => c.active).map((c) => c.code))
  const questions = new Map(protocol.questions.map((q) => [q.id, q]))
  return Object.entries(given).flatMap(([id, answer]) => {
    const question = questions.get(id)
    return question && question.asked_by !== 'system' && fits(question, codes, answer) ? [] : [id]
  })
}

function fits(question: Question, codes: ReadonlySet<string>, answer: Given[string] | undefined): boolean {
  if (answer === null || answer === undefined) return true
  if (question.kind === 'number') return answer === 'unknown' || isCount(answer)
  const isKnown = (value: string) =>
    question.kind === 'category_codes' ? codes.has(value) : question.answers.some((a) => a.value === value)
  if (!question.multiple) return typeof answer === 'string' && isKnown(answer)
  return Array.isArray(answer) && answer.every(isKnown) && new Set(answer).size === answer.length
}

const isCount = (answer: Answers[string]): boolean =>
  typeof answer === 'number' && Number.isFinite(answer) && answer >= 0 && answer <= 120

/** The answers after these, and which of them are news. */
export function answered(answers: Answers, given: Given): { answers: Answers; changes: Change[] } {
  const next: Answers = { ...answers }
  const changes: Change[] = []
  for (const [question, answer] of Object.entries(given)) {
    const values = valuesOf(answer)
    if (valuesOf(next[question] ?? null).join('\n') === values.join('\n')) continue
    if (answer === null) delete next[question]
    else next[question] = answer
    changes.push({ question, values })
  }
  return { answers: next, changes }
}

/** An emptied list says no more than an answer taken back. */
const valuesOf = (answer: Given[string]): readonly (string | number)[] =>
  answer === null ? [] : Array.isArray(answer) ? answer : [answer]
