import { describe, expect, test } from 'vitest'
import { countyAround, countyAt, metresBetween } from './outlines.ts'

const clujNapoca = { lat: 46.77, lon: 23.59 }

describe('the county of a spot', () => {
  test.each([
    ['Cluj-Napoca', clujNapoca, 'CJ'],
    ['Bistrița', { lat: 47.13, lon: 24.5 }, 'BN'],
    ['Constanța', { lat: 44.2, lon: 28.5 }, 'CT'],
  ])('around %s is the one all of it lies in', (_name, point, county) => {
    expect(countyAround(point, 1_500)).toBe(county)
  })

  test.each([
    ['the sea', { lat: 44, lon: 30.5 }],
    ['another country', { lat: 47.5, lon: 19.05 }],
    ['the middle of nowhere', { lat: 0, lon: 0 }],
    ['Bucharest, whose sectors are not drawn', { lat: 44.43, lon: 26.1 }],
  ])('is unknown in %s', (_name, point) => {
    expect(countyAround(point, 10)).toBeNull()
    expect(countyAt(point)).toBeNull()
  })

  test('is not guessed when the circle reaches into the next county', () => {
    expect(countyAround(clujNapoca, 60_000)).toBeNull()
  })

  test('is not guessed so near to a border that the drawing may be wrong', () => {
    const westward = Array.from({ length: 400 }, (_, i) => ({ lat: 46.77, lon: 23.59 - i * 0.005 }))
    const beyond = westward.findIndex((point) => countyAt(point) !== 'CJ')
    const [last] = westward.slice(beyond - 1)

    expect(beyond).toBeGreaterThan(0)
    expect(last && countyAt(last)).toBe('CJ')
    expect(last && countyAround(last, 0)).toBeNull()
  })
})

test('a kilometre is a kilometre to the north and to the east', () => {
  expect(metresBetween(clujNapoca, { lat: 46.779, lon: 23.59 })).toBeCloseTo(1_002, -1)
  expect(metresBetween(clujNapoca, { lat: 46.77, lon: 23.6031 })).toBeCloseTo(1_000, -1)
})
