import { expect, test } from 'vitest'
import { after, seconds } from '../kernel/time.ts'
import type { Clock } from './reporting.contract.ts'
import { figuresOf, lostOf, percentile } from './reporting.rules.ts'

const start = new Date('2030-01-01T10:00:00Z')
const answeredAfter = (s: number | null): Clock => {
  const answered = s === null ? null : after(start, seconds(s))
  return [start, answered, null, null, null, null, null, null, null, null, null]
}

test('nine answers are shown as nine values, ten as median and nine in ten under', () => {
  const nine = figuresOf(Array.from({ length: 9 }, (_, i) => answeredAfter(i + 1)))[0]
  expect(nine).toMatchObject({ n: 9, p50: null, p90: null, values: [1, 2, 3, 4, 5, 6, 7, 8, 9].map(seconds) })
  const ten = figuresOf(Array.from({ length: 10 }, (_, i) => answeredAfter(i + 1)))[0]
  expect(ten).toMatchObject({ n: 10, p50: 5_000, p90: 9_000, values: [] })
})

test('a contact still waiting is no answer of any length', () => {
  expect(figuresOf([answeredAfter(null), answeredAfter(4)])[0]).toMatchObject({ n: 1, values: [4_000] })
})

test('how many answers met the target is counted, not averaged', () => {
  expect(figuresOf([answeredAfter(4), answeredAfter(10), answeredAfter(11)])[0]).toMatchObject({
    withinTarget: 2,
  })
})

test('a percentile is always a length that occurred', () => {
  expect(percentile([1, 2, 30, 400], 0.5)).toBe(2)
  expect(percentile([1, 2, 30, 400], 0.9)).toBe(400)
  expect(percentile([], 0.9)).toBeNull()
})

const sides = {
  enteredByHand: 1,
  waiting: 2,
  inHand: 1,
  answered: 3,
  recovered: 1,
  closedWithReason: 2,
  openWithOwner: 1,
}

test('what the carrier counted and nobody accounts for is lost', () => {
  expect(lostOf({ ...sides, carrierCount: 9 })).toBe(0)
  expect(lostOf({ ...sides, carrierCount: 11 })).toBe(2)
})

test('while the carrier cannot be asked nothing is claimed', () => {
  expect(lostOf({ ...sides, carrierCount: null })).toBeNull()
})
