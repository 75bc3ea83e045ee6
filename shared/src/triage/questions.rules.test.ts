import { expect, test } from 'vitest'
import { assess, becomesP0If, couldBecome, nextQuestion } from './questions.rules.ts'
import { floors, protocol } from './testdata/shipped.ts'
import type { Answers } from './triage.contract.ts'

const opening = { place_known: 'exact', danger_now: 'yes', injured: 'minor_or_old' }
const next = (answers: Answers) => nextQuestion(protocol, answers, floors)?.id ?? null

test('place, danger now and injured are asked first, whatever else is already known', () => {
  expect(next({})).toBe('place_known')
  expect(next({ place_known: 'exact', forms: ['physical'] })).toBe('danger_now')
  expect(next({ place_known: 'exact', danger_now: 'yes', can_talk: 'no' })).toBe('injured')
})

test('under a P1 only the key questions and those that could make it P0 are proposed', () => {
  const asked = { ...opening, danger_kind: ['threat'], can_talk: 'no' }

  expect(next(asked)).toBe('perp_access')
  expect(next({ ...asked, perp_access: 'here_now' })).toBe('child_age_years')
})

test('no question holds up a P0', () => {
  expect(next({ ...opening, injured: 'life_threatening' })).toBeNull()
  expect(next({ injured: 'life_threatening' })).toBe('place_known')
})

test('a question that makes no sense after an earlier answer is passed over, and may still be answered', () => {
  const calm = { ...opening, danger_now: 'no', injured: 'none' }

  expect(next({ ...opening })).toBe('danger_kind')
  expect(next(calm)).toBe('can_talk')
  expect(assess(protocol, { ...calm, danger_kind: ['strangling'] }, floors).proposed).toBe('P0')
})

test('an age nobody knows does not hide the question about newborns', () => {
  const before = protocol.questions
    .filter((q) => q.order < 19)
    .map((q) => [q.id, q.multiple ? ['none'] : 'no'])
  const calm = {
    ...Object.fromEntries(before),
    can_talk: 'yes',
    safe_tonight: 'yes',
    contact_kind: 'concern',
  }

  expect(next({ ...calm, child_age_years: 'unknown' })).toBe('newborn_risk')
  expect(next({ ...calm, child_age_years: 10 })).toBe('carer_state')
})

test('a P1 becomes P0 if someone strikes or a weapon appears', () => {
  const answers = { ...opening, danger_kind: ['threat'], can_talk: 'no' }

  const kinds = becomesP0If(protocol, answers, floors).filter((f) => f.question === 'danger_kind')

  expect(kinds.map((f) => f.value)).toEqual([
    'violence',
    'weapon',
    'strangling',
    'infant_shaken',
    'overdose_poison',
    'abduction',
  ])
  expect(becomesP0If(protocol, { injured: 'life_threatening' }, floors)).toEqual([])
})

test('the outlook tries both sides of every age limit and leaves settled answers alone', () => {
  const answers: Answers = { child_alone: 'yes', safe_tonight: 'yes', contact_kind: 'concern' }

  const outlook = couldBecome(protocol, answers, floors)
  const ages = (c: string) =>
    outlook.find((o) => o.class === c)?.because.filter((f) => f.question === 'child_age_years')

  expect(ages('P1')).toEqual([2, 3, 6].map((value) => ({ question: 'child_age_years', value })))
  expect(outlook.flatMap((o) => o.because).map((f) => f.question)).not.toContain('safe_tonight')
})

test('what only the system knows is never asked of the operator', () => {
  const everything = Object.fromEntries(
    protocol.questions
      .filter((q) => q.asked_by === 'operator')
      .map((q) => [q.id, q.multiple ? ['none'] : 'no']),
  )

  const left = protocol.questions.filter((q) => q.asked_by === 'system').map((q) => q.id)

  expect(left).not.toContain(next(everything))
  expect(
    couldBecome(protocol, {}, floors)
      .flatMap((o) => o.because)
      .map((f) => f.question),
  ).not.toContain('lexicon_hit')
})
