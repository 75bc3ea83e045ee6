import { z } from 'zod'
import { Priority } from './triage.codes.ts'

/** A sentence in the three languages of the product. */
export const Label = z.strictObject({ ro: z.string().min(1), en: z.string().min(1), hu: z.string().min(1) })
export type Label = z.infer<typeof Label>

export type Condition =
  | { q: string; eq: string | number }
  | { q: string; gte: number }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

/** What must hold of the answers. Three-valued: over a question nobody asked it is neither true nor false. */
export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ q: z.string(), eq: z.union([z.string(), z.number()]) }),
      z.strictObject({ q: z.string(), gte: z.number() }),
      z.strictObject({ all: z.array(Condition).min(1) }),
      z.strictObject({ any: z.array(Condition).min(1) }),
      z.strictObject({ not: Condition }),
    ]),
  )
  .meta({ id: 'Condition' })

export const Question = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  order: z.int().positive(),
  /** Place, danger now and injured open every protocol and cannot be moved. */
  fixed: z.boolean(),
  asked_by: z.enum(['operator', 'system', 'system_or_operator']),
  kind: z.enum(['coded', 'yes_no_unknown', 'number', 'category_codes']),
  multiple: z.boolean(),
  text: Label,
  /** The same question in words for a child; null where there is none. */
  text_child: Label.nullable(),
  why_asked_ro: z.string(),
  answers: z.array(z.strictObject({ value: z.string().min(1), label: Label })),
  /** What "unknown" counts as when the rules are read; null leaves it "unknown". */
  unknown_as: z.union([z.string(), z.number()]).nullable(),
  unknown_basis: z.string().nullable(),
  basis: z.string(),
  /** Not proposed while this is false; it may still be answered. */
  show_if: Condition.optional(),
})
export type Question = z.infer<typeof Question>

export const Rule = z.strictObject({
  id: z.string().regex(/^R\d{2,3}$/),
  order: z.int().positive(),
  when: Condition,
  class: Priority,
  reason: Label,
  source: z.string(),
  /** Fired by the word list alone: a person has not read the message yet. */
  provisional: z.boolean().optional(),
})
export type Rule = z.infer<typeof Rule>

export const Raiser = z.strictObject({
  id: z.string().regex(/^U\d{2,3}$/),
  when: Condition,
  raise_by: z.int().positive(),
  applies_to: z.array(Priority).min(1),
  reason: Label,
  source: z.string(),
})
export type Raiser = z.infer<typeof Raiser>

const Evaluation = z.strictObject({
  class_order: z.array(Priority),
  answers: z.string(),
  unknown: z.string(),
  conditions: z.string(),
  steps: z.array(z.string()),
  at_close_missing_becomes_unknown: z.array(z.string()),
  at_close_note: z.string(),
  high_water_mark: z.string(),
  default_class: Priority,
  raise_cap: Priority,
  max_total_raise: z.int().nonnegative(),
  category_floor_id: z.string().regex(/^F\d{2}$/),
})

const Instrument = z.strictObject({
  id: z.string(),
  title: Label,
  source: z.string(),
  verified: z.boolean(),
  separate: z.string(),
  items: z.array(
    z.strictObject({
      no: z.int(),
      id: z.string(),
      section: z.string(),
      text: Label,
      answers: z.array(z.string()),
      multiple: z.boolean(),
      scored: z.boolean(),
      high_alone: z.boolean(),
    }),
  ),
  scoring: z.record(z.string(), z.unknown()),
  examples: z.array(z.strictObject({ yes: z.array(z.string()), level: z.string() })),
})

const written = z.strictObject({
  meta: z.strictObject({
    id: z.string(),
    version: z.int().positive(),
    status: z.string(),
    hu_status: z.string(),
    evaluation: Evaluation,
  }),
  questions: z.array(Question).min(3),
  rules: z.array(Rule).min(1),
  raisers: z.array(Raiser),
  hard_rules: z.array(z.strictObject({ id: z.string(), text: Label })),
  lowering_reasons: z.array(z.strictObject({ code: z.string(), label: Label })).min(1),
  instruments: z.array(Instrument),
})

/** One version of the triage protocol. A version that contradicts itself is refused, not repaired. */
export const Protocol = written.superRefine((protocol, ctx) => {
  for (const message of faults(protocol)) ctx.addIssue({ code: 'custom', message })
})
export type Protocol = z.infer<typeof written>

/** The questions a condition looks at. */
export function questionsOf(when: Condition): string[] {
  if ('q' in when) return [when.q]
  if ('not' in when) return questionsOf(when.not)
  return [...new Set(('all' in when ? when.all : when.any).flatMap(questionsOf))]
}

const firstThree = ['place_known', 'danger_now', 'injured']

function faults(protocol: Protocol): string[] {
  const { questions, rules, raisers, meta } = protocol
  const known = new Map(questions.map((q) => [q.id, q]))
  const inOrder = questions.toSorted((a, b) => a.order - b.order)
  const opening = inOrder.slice(0, 3).map((q) => (q.fixed ? q.id : `${q.id}, not fixed`))
  const conditions = [...rules, ...raisers].map((r) => ({ id: r.id, when: r.when }))
  const shows = questions.flatMap((q) => (q.show_if ? [{ id: q.id, when: q.show_if }] : []))
  return [
    ...repeated([...known.keys(), ...rules.map((r) => r.id), ...raisers.map((r) => r.id)]),
    ...(known.size === questions.length ? [] : ['two questions share an id']),
    ...repeated(questions.map((q) => `order ${q.order}`)),
    ...(opening.join() === firstThree.join() ? [] : [`opens with ${opening.join('; ')}`]),
    ...questions.filter((q) => q.fixed && q.show_if).map((q) => `${q.id} is fixed and cannot be hidden`),
    ...questions.filter((q) => q.kind === 'coded' && q.answers.length < 2).map((q) => `${q.id}: no choice`),
    ...(meta.evaluation.class_order.join() === Priority.options.join() ? [] : ['classes out of order']),
    ...meta.evaluation.at_close_missing_becomes_unknown
      .filter((id) => !known.has(id))
      .map((id) => `no question ${id}`),
    ...[...conditions, ...shows].flatMap(({ id, when }) => leafFaults(when, known).map((f) => `${id}: ${f}`)),
    ...shows.flatMap(({ id, when }) => lateShows(id, when, known)),
  ]
}

const repeated = (ids: string[]): string[] =>
  ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} stands twice`)

function leafFaults(when: Condition, known: Map<string, Question>): string[] {
  if ('not' in when) return leafFaults(when.not, known)
  if ('all' in when) return when.all.flatMap((c) => leafFaults(c, known))
  if ('any' in when) return when.any.flatMap((c) => leafFaults(c, known))
  const question = known.get(when.q)
  if (!question) return [`no question ${when.q}`]
  if ('gte' in when) return question.kind === 'number' ? [] : [`${when.q} is not a number`]
  if (question.kind === 'number' || question.kind === 'category_codes') return []
  return question.answers.some((a) => a.value === when.eq) ? [] : [`${when.q} has no answer ${when.eq}`]
}

/** A question may hide only behind one that is asked before it. */
function lateShows(id: string, when: Condition, known: Map<string, Question>): string[] {
  const order = known.get(id)?.order ?? 0
  return questionsOf(when)
    .filter((q) => (known.get(q)?.order ?? 0) >= order)
    .map((q) => `${id} hides behind ${q}, which comes later`)
}
