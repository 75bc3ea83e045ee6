import { after, hours, minutes, seconds } from '@veghe/shared/kernel/time.ts'
import type { Clock } from '@veghe/shared/reporting/reporting.contract.ts'
import { expect, test } from 'vitest'
import { headlineOf } from './headline.ts'
import { isOverTarget, linesOf } from './phases.ts'

const start = new Date('2030-01-01T10:00:00Z')

/** Step → how long after the first ring it was reached. */
const clock = (reached: Partial<Record<number, number>>): Clock => {
  const at = (step: number) => {
    const ms = reached[step]
    return ms === undefined ? null : after(start, ms)
  }
  return [start, at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8), at(9), at(10)]
}
const seenAfter = (ms: number) => clock({ 1: seconds(5), 4: minutes(2), 8: ms })
const underWay = (clocks: Clock[]) =>
  Object.fromEntries(linesOf(clocks).map((line) => [line.phase, line.underWay]))

test('a contact in a phase stands beside its figure until it ends the phase', () => {
  expect(underWay([clock({})])).toMatchObject({ 'T0-T1': 1, 'T1-T3': 0, 'T0-T10': 1 })
  expect(underWay([clock({ 1: seconds(5) })])).toMatchObject({ 'T0-T1': 0, 'T1-T3': 1 })
})

test('a contact without a team is not late for a child, and one with a team is on its way', () => {
  expect(underWay([clock({ 1: 5, 3: 9 })])).toMatchObject({ 'T0-T8': 0 })
  expect(underWay([clock({ 1: 5, 3: 9, 4: 20 })])).toMatchObject({ 'T0-T8': 1, 'T4-T5': 1 })
})

test('what has been closed is under way nowhere', () => {
  expect(Object.values(underWay([clock({ 10: minutes(3) })]))).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('a step is over its target by its own phase, not by the time since the first ring', () => {
  const slowAnswer = clock({ 1: seconds(40), 3: minutes(5) })
  expect(isOverTarget(slowAnswer, 1)).toBe(true)
  expect(isOverTarget(slowAnswer, 3)).toBe(false)
  expect(isOverTarget(slowAnswer, 4)).toBe(false)
})

test('the sentence speaks of children seen, in percentiles once there are ten', () => {
  const ten = linesOf(Array.from({ length: 10 }, (_, i) => seenAfter(minutes(i + 1))))
  expect(headlineOf(ten)).toEqual({ key: 'insight.headSeen', values: { p50: '5 min', p90: '9 min' } })
  const two = linesOf([seenAfter(hours(1)), seenAfter(minutes(20))])
  expect(headlineOf(two)).toEqual({
    key: 'insight.headFew',
    values: { count: 2, min: '20 min', max: '1 h 00' },
  })
})

test('where no child was seen yet it speaks of the answers, and before any answer it claims nothing', () => {
  const answered = linesOf([clock({ 1: seconds(4) }), clock({ 1: seconds(11) })])
  expect(headlineOf(answered)).toEqual({
    key: 'insight.headAnswered',
    values: { within: 1, count: 2, target: '10 s' },
  })
  expect(headlineOf(linesOf([clock({})]))).toEqual({ key: 'insight.headNone', values: {} })
})
