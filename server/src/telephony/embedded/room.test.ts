import { expect, test } from 'vitest'
import type { Leg } from './leg.ts'
import { openRoom } from './room.ts'

function lineOf(turn: number) {
  const line = { isClosed: false }
  const leg: Leg = {
    ...{ turn, answer: '', gone: new Promise<void>(() => {}) },
    ...{ speaks: () => {}, hears: () => {}, isUp: () => !line.isClosed },
    close: async () => {
      line.isClosed = true
    },
  }
  return { line, leg }
}

test('the line that was asked for last is heard, whichever is ready first', () => {
  const room = openRoom()
  const [first, second, third] = [lineOf(1), lineOf(2), lineOf(3)]

  room.enters('operator', second.leg)
  room.enters('operator', first.leg)
  expect([first.line.isClosed, second.line.isClosed]).toEqual([true, false])
  expect(room.isUp('operator')).toBe(true)

  room.enters('operator', third.leg)
  expect([second.line.isClosed, third.line.isClosed]).toEqual([true, false])
})
