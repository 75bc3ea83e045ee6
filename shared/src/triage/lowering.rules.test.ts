import { expect, test } from 'vitest'
import { formsOf } from './categories.ts'
import { dispositions } from './dispositions.ts'
import { needsConfirmation, type Step, whyNotLower } from './lowering.rules.ts'
import { categories } from './testdata/shipped.ts'
import { OneKeyDisposition } from './triage.codes.ts'

const calm: Step = {
  from: 'P?',
  to: null,
  disposition: null,
  outcome: null,
  forms: [],
  childAge: 12,
  hadHint: false,
  highWater: null,
}

test('a P0 stays until what 112 or the team found is written down', () => {
  const step = { from: 'P0', to: 'P2', reason: 'resolved_112', outcomeRecorded: false } as const

  expect(whyNotLower(step)).toBe('cannot_lower')
  expect(whyNotLower({ ...step, outcomeRecorded: true })).toBeNull()
  expect(whyNotLower({ ...step, from: 'P1' })).toBeNull()
})

test('a class is lowered with a reason from the list or not at all', () => {
  expect(whyNotLower({ from: 'P1', to: 'P3', reason: null, outcomeRecorded: false })).toBe('reason_needed')
})

test.for([
  ['P1', 'P2', 'lowering'],
  ['P3', 'P4', 'lowering'],
  ['P2', 'P2', null],
  ['P2', 'P0', null],
  ['P?', 'P4', null],
] as const)('from %s to %s needs a second person: %s', ([from, to, needed]) => {
  expect(needsConfirmation({ ...calm, from, to })).toBe(needed)
})

test.for(OneKeyDisposition.options)(
  '%s closes with one key unless the contact was ever urgent or hinted',
  (z) => {
    const closing = { ...calm, disposition: z }

    expect(needsConfirmation(closing)).toBeNull()
    expect(needsConfirmation({ ...closing, from: 'P3', highWater: 'P3' })).toBeNull()
    expect(needsConfirmation({ ...closing, from: 'P3', highWater: 'P2' })).toBe('disposition')
    expect(needsConfirmation({ ...closing, from: 'P0' })).toBe('disposition')
    expect(needsConfirmation({ ...closing, hadHint: true })).toBe('disposition')
  },
)

test.for([
  [{ forms: ['physical'] }, 'unfounded'],
  [{ forms: ['neglect', 'sexual'] }, 'unfounded'],
  [{ childAge: 6 }, 'unfounded'],
  [{ childAge: null }, 'unfounded'],
  [{ forms: ['neglect'], childAge: 7 }, null],
] as const)('"unfounded" with %o needs a second person: %s', ([step, needed]) => {
  expect(needsConfirmation({ ...calm, outcome: 'unfounded', ...step })).toBe(needed)
  expect(needsConfirmation({ ...calm, outcome: 'counselled', ...step })).toBeNull()
})

test('a chosen category says which form of harm it is, also where its name does not', () => {
  expect(formsOf(categories, ['SCO-02', 'ONL-01', 'DIS-01'])).toEqual(['sexual', 'physical'])
})

test('the dispositions are those of the code list: one key, call-back and least class', () => {
  const list = categories.non_case_dispositions.map((d) => [d.code, d.callback, d.min_class])

  expect(Object.entries(dispositions).map(([code, d]) => [code, d.callBack, d.minClass])).toEqual(list)
  expect(
    Object.entries(dispositions)
      .filter(([, d]) => d.oneKey)
      .map(([code]) => code),
  ).toEqual(OneKeyDisposition.options)
})
