import { expect, test } from 'vitest'
import { nextPause } from './child.ts'

test('what falls again and again is started slower each time, at most five seconds apart', () => {
  const pauses = [0]
  for (let fall = 0; fall < 8; fall++) pauses.push(nextPause(pauses.at(-1) ?? 0, 100))
  expect(pauses.slice(1)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000])
})

test('what ran well for a while is started again at once', () => {
  expect(nextPause(5000, 60_000)).toBe(200)
})
