import { expect, test } from 'vitest'
import { Protocol, type Question, type Rule } from './protocol.ts'
import { protocol, rawProtocol } from './testdata/shipped.ts'

const faultsOf = (draft: unknown): string[] =>
  Protocol.safeParse(draft).error?.issues.map((issue) => issue.message) ?? []

const withRule = (change: Partial<Rule>) => {
  const [rule] = protocol.rules
  return { ...protocol, rules: [...protocol.rules, { ...rule, id: 'R99', order: 99, ...change }] }
}

const withQuestion = (id: string, change: Partial<Question>) => ({
  ...protocol,
  questions: protocol.questions.map((q) => (q.id === id ? { ...q, ...change } : q)),
})

test('the shipped protocol is whole: 41 questions, 46 rules, 10 raisers', () => {
  const { questions, rules, raisers } = Protocol.parse(rawProtocol)

  expect([questions.length, rules.length, raisers.length]).toEqual([41, 46, 10])
})

test('a rule over a question nobody asks is refused', () => {
  expect(faultsOf(withRule({}))).toEqual([])
  expect(faultsOf(withRule({ when: { q: 'weather', eq: 'rain' } }))).toEqual(['R99: no question weather'])
})

test('a rule that waits for an answer the question does not offer is refused', () => {
  const when = { all: [{ not: { q: 'danger_now', eq: 'maybe' } }, { any: [{ q: 'injured', gte: 3 }] }] }

  expect(faultsOf(withRule({ when }))).toEqual([
    'R99: danger_now has no answer maybe',
    'R99: injured is not a number',
  ])
})

test('the first three questions cannot be moved, unfixed or hidden', () => {
  const show_if = { q: 'place_known', eq: 'exact' }

  expect(faultsOf(withQuestion('place_known', { order: 50 }))).toEqual([
    'opens with danger_now; injured; danger_kind, not fixed',
  ])
  expect(faultsOf(withQuestion('place_known', { fixed: false }))).toEqual([
    'opens with place_known, not fixed; danger_now; injured',
  ])
  expect(faultsOf(withQuestion('danger_now', { show_if }))).toEqual([
    'danger_now is fixed and cannot be hidden',
  ])
})

test('a question cannot hide behind a later one', () => {
  expect(faultsOf(withQuestion('suicidal', { show_if: { q: 'can_talk', eq: 'yes' } }))).toEqual([])
  expect(faultsOf(withQuestion('can_talk', { show_if: { q: 'suicidal', eq: 'none' } }))).toEqual([
    'can_talk hides behind suicidal, which comes later',
  ])
})

test('no two rules share an id and no two questions a place in the order', () => {
  expect(faultsOf(withRule({ id: 'R01' }))).toEqual(['R01 stands twice'])
  expect(faultsOf(withQuestion('can_talk', { order: 1 }))).toContain('order 1 stands twice')
})

test('a field the protocol does not know is refused, so that a misspelt one cannot be lost', () => {
  expect(Protocol.safeParse({ ...protocol, raiser: [] }).success).toBe(false)
})
