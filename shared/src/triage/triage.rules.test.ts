import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWorse } from './severity.ts'
import { anyAnswers } from './testdata/anyAnswers.ts'
import { floors, protocol, vignettes } from './testdata/shipped.ts'
import { priorities } from './triage.codes.ts'
import type { Answers } from './triage.contract.ts'
import {
  afterAnswers,
  afterLowering,
  afterRaise,
  atClose,
  deciding,
  evaluate,
  type Standing,
  untriaged,
} from './triage.rules.ts'

const judge = (answers: Answers) => evaluate(protocol, answers, floors)

test.for(vignettes)('$id is judged as it was by hand: $story_ro', ({ answers, expected }) => {
  const { base, proposed, rulesFired, raisersFired } = judge(answers)

  expect({
    base_class: base,
    final_class: proposed,
    rules_fired: rulesFired,
    raisers_fired: raisersFired,
  }).toEqual(expected)
})

test('the vignettes fire every rule and every raiser at least once', () => {
  const fired = new Set(vignettes.flatMap((v) => [...v.expected.rules_fired, ...v.expected.raisers_fired]))

  const silent = [...protocol.rules, ...protocol.raisers].map((r) => r.id).filter((id) => !fired.has(id))

  expect(vignettes).toHaveLength(54)
  expect(silent).toEqual([])
})

test('a reason names the questions whose answers make it true', () => {
  const { reasons } = judge({ child_alone: 'yes', danger_kind: ['vehicle'], child_age_years: 'unknown' })

  expect(reasons[0]).toMatchObject({
    id: 'R07',
    questions: ['child_alone', 'danger_kind', 'child_age_years'],
  })
})

test('what nobody asked is not taken for a no: an age not asked raises nothing, an unknown one counts as small', () => {
  const notAsked = judge({ child_alone: 'yes' })
  const unknown = judge({ child_alone: 'yes', child_age_years: 'unknown' })

  expect(notAsked.rulesFired).toEqual([])
  expect(unknown.rulesFired).toEqual(['R14'])
})

test('a category lifts the class to its least, and says so in its own words', () => {
  const { base, proposed, reasons } = judge({ category: ['PSI-05', 'NEG-03'], contact_kind: 'concern' })

  expect([base, proposed]).toEqual(['P3', 'P2'])
  expect(reasons.at(-1)).toMatchObject({
    id: 'F01',
    class: 'P2',
    text: { ro: 'Neglijare medicală: cel puțin P2' },
  })
})

test('however many raisers hold, the class rises by one and not above P1', () => {
  const many = { disability: 'yes', earlier_measure: 'yes', outdoors_cold: 'yes' }

  expect(judge({ ...many, forms: ['neglect'] })).toMatchObject({
    proposed: 'P2',
    raisersFired: ['U02', 'U04', 'U09'],
  })
  expect(judge({ ...many, forms: ['physical'] }).proposed).toBe('P1')
  expect(judge({ ...many, injured: 'serious' })).toMatchObject({ proposed: 'P1', raisersFired: [] })
})

test('the reasons shown are those that decide, with the raisers where they did the raising', () => {
  const ids = (answers: Answers) => deciding(judge(answers)).map((r) => r.id)

  expect(ids({ danger_now: 'yes', forms: ['neglect'] })).toEqual(['R10'])
  expect(ids({ forms: ['neglect'], disability: 'yes' })).toEqual(['R43', 'U02'])
})

test('at the close of a report, key questions left blank count as not known; other contacts are left alone', () => {
  const report = { contact_kind: 'concern', perp_access: 'no' }

  expect(atClose(protocol, report)).toEqual({
    ...report,
    danger_now: 'unknown',
    child_age_years: 'unknown',
    safe_tonight: 'unknown',
  })
  expect(atClose(protocol, { contact_kind: 'information' })).toEqual({ contact_kind: 'information' })
})

test('the class follows the answers up and never down', () => {
  const rose = afterAnswers(untriaged, judge({ danger_now: 'yes' }))
  const changed = afterAnswers(rose, judge({ danger_now: 'no', forms: ['neglect'] }))

  expect(rose.inForce).toBe('P1')
  expect(changed).toMatchObject({ inForce: 'P1', highWater: 'P1' })
})

test('with nothing fired a contact stays untriaged, so a request for information can become P4', () => {
  const opened = afterAnswers(untriaged, judge({ danger_now: 'no', injured: 'none', caller_is_child: 'yes' }))

  expect(opened.inForce).toBe('P?')
  expect(afterAnswers(opened, judge({ contact_kind: 'information' })).inForce).toBe('P4')
})

test('a confirmed lowering holds until something new is said, or the old thing is said again', () => {
  const misheard = judge({ danger_now: 'yes' })
  const lowered = afterLowering(afterAnswers(untriaged, misheard), 'P3', misheard)

  const same = afterAnswers(lowered, misheard)
  const harmlessNews = afterAnswers(lowered, judge({ danger_now: 'yes', contact_kind: 'concern' }))
  const gone = afterAnswers(lowered, judge({ danger_now: 'no' }))

  expect(same).toMatchObject({ inForce: 'P3', highWater: 'P1' })
  expect(harmlessNews.inForce).toBe('P3')
  expect(afterAnswers(lowered, judge({ danger_now: 'yes', abandoned: 'yes' })).inForce).toBe('P1')
  expect(afterAnswers(gone, misheard).inForce).toBe('P1')
})

test('a person may raise as far as they like', () => {
  const raised = afterRaise(afterAnswers(untriaged, judge({ forms: ['neglect'] })), 'P0')

  expect(raised).toMatchObject({ inForce: 'P0', highWater: 'P0' })
  expect(afterRaise(raised, 'P2').inForce).toBe('P0')
})

test('any answers whatever get a class, and the same answers the same one', () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const verdict = judge(answers)
      expect(priorities).toContain(verdict.proposed)
      expect(isWorse(verdict.base, verdict.proposed)).toBe(false)
      expect(judge(answers)).toEqual(verdict)
    }),
    { numRuns: 300 },
  )
})

test('answers of no known question, or of the wrong sort, break nothing', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.array(fc.string()))
  const keys = fc.oneof(fc.string(), fc.constantFrom(...protocol.questions.map((q) => q.id)))
  fc.assert(
    fc.property(fc.dictionary(keys, value), (answers) => {
      expect(priorities).toContain(judge(answers).proposed)
    }),
    { numRuns: 300 },
  )
})

test('an "unknown" to a question not yet asked never makes the class less severe', () => {
  const asked = fc.constantFrom(...protocol.questions.map((q) => q.id))
  fc.assert(
    fc.property(anyAnswers, asked, (answers, question) => {
      const { [question]: _, ...before } = answers
      const after = judge({ ...before, [question]: 'unknown' })
      expect(isWorse(judge(before).proposed, after.proposed)).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('over any run of answers the class in force never falls', () => {
  fc.assert(
    fc.property(fc.array(anyAnswers, { maxLength: 8 }), (run) => {
      let standing: Standing = untriaged
      for (const answers of run) {
        const next = afterAnswers(standing, judge(answers))
        if (standing.inForce !== 'P?' && next.inForce !== 'P?')
          expect(isWorse(standing.inForce, next.inForce)).toBe(false)
        standing = next
      }
    }),
    { numRuns: 200 },
  )
})
