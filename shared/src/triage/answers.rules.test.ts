import { expect, test } from 'vitest'
import { answered, type Given, misunderstood } from './answers.rules.ts'
import { categories, protocol } from './testdata/shipped.ts'

test.for<[string, Given]>([
  ['a choice of the list', { injured: 'serious', danger_now: 'unknown' }],
  ['several choices where several may hold', { danger_kind: ['violence', 'weapon'] }],
  ['a category of the code list', { category: ['FIZ-01', 'NEG-02'] }],
  ['an age, also one in months or unknown', { child_age_years: 0.5 }],
  ['an age nobody knows', { child_age_years: 'unknown' }],
  ['an answer taken back', { injured: null }],
])('%s is understood', ([, given]) => {
  expect(misunderstood(protocol, categories, given)).toEqual([])
})

test.for<[string, Given]>([
  ['a question of another version', { shoe_size: 'yes' }],
  ['a choice that is not on the list', { injured: 'perhaps' }],
  ['two choices where one is wanted', { injured: ['serious', 'none'] }],
  ['the same choice twice', { danger_kind: ['weapon', 'weapon'] }],
  ['a category that does not exist', { category: ['FIZ-99'] }],
  ['a negative age', { child_age_years: -1 }],
  ['an age in words', { child_age_years: 'nine' }],
  ['what only the system finds out', { lexicon_hit: 'P0' }],
])('%s is refused by the name of its question', ([, given]) => {
  expect(misunderstood(protocol, categories, given)).toEqual(Object.keys(given))
})

test('only what differs from before is news', () => {
  const before = { injured: 'none', danger_kind: ['weapon'] }

  const after = answered(before, { injured: 'none', danger_kind: ['weapon', 'violence'], can_talk: 'no' })

  expect(after.answers).toEqual({ injured: 'none', danger_kind: ['weapon', 'violence'], can_talk: 'no' })
  expect(after.changes).toEqual([
    { question: 'danger_kind', values: ['weapon', 'violence'] },
    { question: 'can_talk', values: ['no'] },
  ])
})

test('an answer taken back leaves no trace among the answers and is news once', () => {
  const once = answered({ injured: 'none' }, { injured: null })

  expect(once).toEqual({ answers: {}, changes: [{ question: 'injured', values: [] }] })
  expect(answered(once.answers, { injured: null }).changes).toEqual([])
})
