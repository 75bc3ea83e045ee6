import type { Question } from '@veghe/shared/triage/protocol.ts'
import type { AnswerValue } from './useTriage.ts'

/** Answers in their order under 1 to 9; „Nu știu” has no number among them, it is always 0. */
export function digitsOf(question: Question): { value: string; digit: string | null }[] {
  let n = 0
  return question.answers.map(({ value }) => {
    if (value === 'unknown') return { value, digit: '0' }
    n += 1
    return { value, digit: n <= 9 ? String(n) : null }
  })
}

/** Choosing again what was chosen takes it back; „none” and „unknown” stand alone. */
export function toggled(given: AnswerValue | undefined, value: string): string[] {
  const chosen = Array.isArray(given) ? given : []
  if (chosen.includes(value)) return chosen.filter((each) => each !== value)
  const alone = ['none', 'unknown']
  return alone.includes(value) ? [value] : [...chosen.filter((each) => !alone.includes(each)), value]
}

/** Whether this answer is given, alone or among several. */
export const isChosen = (given: AnswerValue | undefined, value: string): boolean =>
  Array.isArray(given) ? given.includes(value) : given === value
