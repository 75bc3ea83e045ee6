import { describe, expect, test } from 'vitest'
import { date, hhmm, length, moment, readMoment, roughLength, shortLength, whenShort } from './time.ts'

describe('what a clock shows', () => {
  test('an instant is read in Romania, winter and summer, by the 24-hour clock', () => {
    expect(hhmm(new Date('2026-11-23T19:05:09Z'))).toBe('21:05')
    expect(hhmm(new Date('2026-07-01T21:30:00Z'))).toBe('00:30')
    expect(date(new Date('2026-11-23T23:00:00Z'))).toBe('24.11.2026')
  })

  test('an instant of another day carries its date', () => {
    const now = new Date('2026-11-23T19:00:00Z')
    expect(whenShort(new Date('2026-11-23T05:00:00Z'), now)).toBe('07:00')
    expect(whenShort(new Date('2026-11-22T05:00:00Z'), now)).toBe('22.11 07:00')
  })

  test('a running length keeps its slot until it passes the hour', () => {
    expect(length(0)).toBe('00:00')
    expect(length(252_900)).toBe('04:12')
    expect(length(3_852_000)).toBe('1:04:12')
    expect(length(-5)).toBe('00:00')
  })

  test('in the narrow queue no wait is wider than five signs', () => {
    expect([252_900, 23_696_000, 359_999_000, 432_000_000].map(shortLength)).toEqual([
      '04:12',
      '6h34',
      '99h59',
      '120h',
    ])
  })

  test('a long length is told in the unit one would say', () => {
    expect([roughLength(40_000), roughLength(720_000), roughLength(11_520_000)]).toEqual([
      '40 s',
      '12 min',
      '3 h 12',
    ])
  })

  test('a moment is typed as it is read, and means a time in Romania', () => {
    const at = new Date('2026-07-01T05:30:00Z')
    expect(moment(at)).toBe('01.07.2026 08:30')
    expect(readMoment('1.7.2026 8:30')).toEqual(at)
    expect(readMoment('23.11.2026, 08:30')).toEqual(new Date('2026-11-23T06:30:00Z'))
    expect(readMoment('29.03.2026 04:10')).toEqual(new Date('2026-03-29T01:10:00Z'))
  })

  test('what is no moment is refused, the hour that spring leaves out too', () => {
    expect(readMoment('mâine')).toBeNull()
    expect(readMoment('31.02.2026 10:00')).toBeNull()
    expect(readMoment('29.03.2026 03:30')).toBeNull()
  })
})
