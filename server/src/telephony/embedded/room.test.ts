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

test('whoever was beside the operator takes their place on the same line, and the other line is closed', () => {
  const room = openRoom()
  const [caller, beside, reloaded] = [lineOf(1), lineOf(2), lineOf(3)]
  room.enters('caller', caller.leg)
  room.enters('guest', beside.leg)
  room.enters('operator', reloaded.leg)
  room.set({ stage: 'connected' })

  room.becomesOperator()
  room.becomesOperator()

  expect([beside.line.isClosed, reloaded.line.isClosed]).toEqual([false, true])
  expect([room.has('operator'), room.has('guest'), room.isUp('operator')]).toEqual([true, false, true])
})
