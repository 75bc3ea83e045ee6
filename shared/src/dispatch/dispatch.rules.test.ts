import { expect, test } from 'vitest'
import { after, minutes, seconds } from '../kernel/time.ts'
import { ReportedStep } from './dispatch.codes.ts'
import { believed, stepMoves } from './dispatch.rules.ts'

const now = new Date('2030-01-01T02:00:00Z')

test('a team may leave out a step but never takes one back', () => {
  expect(stepMoves('acknowledged', 'on_scene')).toBe('moves')
  expect(stepMoves('with_child', 'en_route')).toBe('late')
})

test.each(ReportedStep.options)('%s cannot be reported before the dispatch is acknowledged', (step) => {
  expect(stepMoves('sent', step)).toBe('refused')
  expect(stepMoves('moved_on', step)).toBe('refused')
  expect(stepMoves('cancelled', step)).toBe('refused')
})

test('a step taken an hour ago without signal keeps its own time and says so', () => {
  const told = after(now, -minutes(60))
  expect(believed(told, now)).toEqual({ at: told, replayed: true })
})

test('a phone whose clock runs ahead is not believed', () => {
  expect(believed(after(now, minutes(10)), now)).toEqual({ at: now, replayed: false })
  expect(believed(after(now, seconds(30)), now)).toEqual({ at: now, replayed: false })
})
