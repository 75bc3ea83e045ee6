import { z } from 'zod'
import { KeyMeaning } from './interview.codes.ts'
import { Condition, Label, type Protocol, questionsOf } from './protocol.ts'

const Worded = z.strictObject({ adult: Label, child: Label })

export const ScriptQuestion = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  order: z.int().positive(),
  /** Asked even when the class can rise no further: where somebody is, who hears, who is hurt. */
  always: z.boolean(),
  text: Worded,
  /** The protocol's question that a key fills; null where only the operator learns of it. */
  fills: z.string().nullable(),
  /** What each key says there; null says nothing. */
  answers: z.strictObject({
    yes: z.string().nullable(),
    no: z.string().nullable(),
    unknown: z.string().nullable(),
  }),
  /** Asked although its protocol question has an answer: a yes makes that answer graver. */
  deepens: z.boolean(),
  /** Asked only where this holds of the answers. */
  only_if: Condition.optional(),
  /** The words that mean danger from now on, once the caller has said yes to them. */
  cover: Label.optional(),
})
export type ScriptQuestion = z.infer<typeof ScriptQuestion>

/** The yes/no questions for a caller who cannot speak, in every word they are asked in. One version. */
export const InterviewScript = z.strictObject({
  meta: z.strictObject({
    id: z.string(),
    version: z.int().positive(),
    status: z.string(),
    hu_status: z.string(),
    left_out: z.string(),
  }),
  words: z.strictObject({
    /** Before the first question that is spoken. */
    opening: Worded,
    /** After each question: which key says what. */
    keys: Worded,
    keys_in_text: Worded,
    /** When nobody has pressed anything for a while. */
    still_here: Worded,
    /** Back to the operator. */
    closing: Worded,
  }),
  questions: z.array(ScriptQuestion).min(1),
})
export type InterviewScript = z.infer<typeof InterviewScript>

/** What of the script does not fit this protocol. It is refused, not repaired. */
export function scriptFaults({ questions }: InterviewScript, protocol: Protocol): string[] {
  const known = new Map(protocol.questions.map((question) => [question.id, question]))
  const names = questions.flatMap(({ id, order }) => [id, `order ${order}`])
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} stands twice`),
    ...questions.flatMap(({ id, fills, answers, only_if }) => {
      const filled = fills === null ? undefined : known.get(fills)
      const offered = new Set(filled?.answers.map(({ value }) => value))
      const said = KeyMeaning.options.flatMap((meaning) => answers[meaning] ?? [])
      const looked = only_if ? questionsOf(only_if) : []
      return [
        ...(fills !== null && !filled ? [`${id}: no question ${fills}`] : []),
        ...(filled?.asked_by === 'system' ? [`${id}: ${fills} is not a person's to answer`] : []),
        ...said.filter((value) => !offered.has(value)).map((value) => `${id}: no answer ${value}`),
        ...looked.filter((name) => !known.has(name)).map((name) => `${id}: no question ${name}`),
      ]
    }),
  ]
}
