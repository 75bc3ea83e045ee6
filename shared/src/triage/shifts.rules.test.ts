import { expect, test } from 'vitest'
import { endOfShift } from './shifts.rules.ts'
import { usualShifts } from './triage.settings.ts'

test.for([
  ['in the middle of the day', '2026-11-21T10:00:00+02:00', '2026-11-21T19:00:00+02:00'],
  ['in the evening', '2026-11-21T23:30:00+02:00', '2026-11-22T07:00:00+02:00'],
  ['after midnight', '2026-11-22T00:05:00+02:00', '2026-11-22T07:00:00+02:00'],
  ['at the very handover, the next shift', '2026-11-21T19:00:00+02:00', '2026-11-22T07:00:00+02:00'],
  ['one millisecond before it', '2026-11-21T18:59:59.999+02:00', '2026-11-21T19:00:00+02:00'],
  ['in summer', '2026-07-01T12:00:00+03:00', '2026-07-01T19:00:00+03:00'],
  ['on New Year’s Eve', '2026-12-31T20:00:00+02:00', '2027-01-01T07:00:00+02:00'],
] as const)('a second look is due when the shift ends: %s', ([, now, end]) => {
  expect(endOfShift(new Date(now), usualShifts)).toEqual(new Date(end))
})

test.for([
  ['11 hours when the clocks go forward', '2027-03-27T19:00:00+02:00', '2027-03-28T07:00:00+03:00', 11],
  ['13 hours when they go back', '2026-10-24T19:00:00+03:00', '2026-10-25T07:00:00+02:00', 13],
] as const)('a night shift lasts %s', ([, start, end, length]) => {
  const ends = endOfShift(new Date(start), usualShifts)

  expect(ends).toEqual(new Date(end))
  expect((ends.getTime() - Date.parse(start)) / 3_600_000).toBe(length)
})

test('during the repeated hour the shift still ends at seven', () => {
  const first = new Date('2026-10-25T03:30:00+03:00')
  const second = new Date('2026-10-25T03:30:00+02:00')

  expect(endOfShift(first, usualShifts)).toEqual(endOfShift(second, usualShifts))
})
