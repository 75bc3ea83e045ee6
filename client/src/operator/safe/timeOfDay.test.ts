import { expect, test } from 'vitest'
import { readTimeOfDay } from './timeOfDay.ts'

test.for([
  ['8', '08:00'],
  [' 14:30 ', '14:30'],
  ['08.30', '08:30'],
  ['0830', '08:30'],
  ['0', '00:00'],
  ['23:59', '23:59'],
  ['24:00', null],
  ['12:60', null],
  ['830', null],
  ['după masă', null],
  ['', null],
] as const)('„%s” is read as %s', ([typed, read]) => {
  expect(readTimeOfDay(typed)).toBe(read)
})
