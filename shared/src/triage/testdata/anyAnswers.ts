import fc from 'fast-check'
import type { Question } from '../protocol.ts'
import { Answers } from '../triage.contract.ts'
import { categories, protocol } from './shipped.ts'

const codes = categories.categories.map((c) => c.code)

function answerTo(question: Question): fc.Arbitrary<Answers[string]> {
  const values = question.kind === 'category_codes' ? codes : question.answers.map((a) => a.value)
  if (question.kind === 'number') return fc.oneof(fc.nat({ max: 18 }), fc.constant('unknown'))
  if (question.multiple) return fc.uniqueArray(fc.constantFrom(...values), { maxLength: 4 })
  return fc.constantFrom(...values)
}

/** Any set of answers a screen could send. */
export const anyAnswers: fc.Arbitrary<Answers> = fc
  .record(Object.fromEntries(protocol.questions.map((q) => [q.id, answerTo(q)])), { requiredKeys: [] })
  .map((given) => Answers.parse(given))
