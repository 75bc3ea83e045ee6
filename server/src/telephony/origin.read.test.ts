import { describe, expect, test } from 'vitest'
import { readCells } from './cells.ts'
import { readAttestation, readGeo, readOrigin } from './origin.read.ts'

const now = new Date('2027-03-03T10:00:00.000Z')
const trunk = '203.0.113.10'
const cells = readCells('cell,lat,lon,radius_m\n001-01-12A0-F1B2C3,46.75,23.49,1500\n')
const known = { trunkAddresses: [trunk], cells, now }
const cellHeader = { 'SipHeader_X-Cell-Id': '001-01-12a0-f1b2c3' }
const viaTrunk = { From: 'sip:+40700000001@sbc.example.net', SipSourceIp: trunk }
const hidden = { ...viaTrunk, From: 'sip:anonymous@anonymous.invalid' }
const inFloresti = { kind: 'cell', point: { lat: 46.75, lon: 23.49 }, radiusMetres: 1500 }

describe('who vouches for the number', () => {
  test.each([
    ['TN-Validation-Passed-A', 'A'],
    ['TN-Validation-Passed-B', 'B'],
    ['TN-Validation-Passed-C', 'C'],
    ['TN-Validation-Failed-A', 'failed'],
    ['TN-Validation-Failed', 'failed'],
    ['No-TN-Validation', 'none'],
    ['', null],
    ['TN-Validation-Passed-D', null],
    ['TN-Validation-Passed', null],
    [`TN-Validation-Passed-A${'A'.repeat(5_000)}`, null],
  ])('„%s” is %s', (verdict, attestation) => {
    expect(readAttestation(verdict)).toBe(attestation)
  })
})

describe('the number of a caller who withheld it', () => {
  test('is the one our trunk names', () => {
    const told = { ...hidden, 'SipHeader_X-PAI': 'tel:+40700000009' }

    expect(readOrigin(told, known).networkNumber).toBe('+40700000009')
    expect(readOrigin({ ...told, SipSourceIp: '198.51.100.1' }, known).networkNumber).toBeNull()
  })

  test.each(['', 'tel:+266696687', 'sip:anonymous@anonymous.invalid', 'tel:\ufffd', 'x'.repeat(300)])(
    'is nobody’s when the trunk says „%s”',
    (asserted) => {
      expect(readOrigin({ ...hidden, 'SipHeader_X-PAI': asserted }, known).networkNumber).toBeNull()
    },
  )

  test('is not asked for when nothing was withheld', () => {
    const told = { ...viaTrunk, 'SipHeader_X-PAI': 'tel:+40700000009' }

    expect(readOrigin(told, known).networkNumber).toBeNull()
  })
})

describe('where a call comes from', () => {
  test('is the cell, with its place where the cell is known', () => {
    const told = readOrigin({ ...viaTrunk, ...cellHeader }, known).locations

    expect(told).toEqual([{ ...inFloresti, code: '001-01-12A0-F1B2C3', at: now, source: 'network' }])
  })

  test('is the cell by its name alone where it is not', () => {
    const told = readOrigin({ ...viaTrunk, 'SipHeader_X-Cell-Id': '001-01-FFFF' }, known).locations

    expect(told).toMatchObject([{ kind: 'cell', code: '001-01-FFFF', point: null, radiusMetres: null }])
  })

  test('is told in the order in which the county is asked for', () => {
    const all = { ...cellHeader, 'SipHeader_X-Geo': '46.7,23.5', 'SipHeader_X-Trunk-Region': 'REG-07' }

    const told = readOrigin({ ...viaTrunk, ...all }, known).locations

    expect(told.map(({ kind }) => kind)).toEqual(['cell', 'geo', 'trunk'])
  })

  test('is nothing when the call came by somebody else’s trunk, or by none', () => {
    const stranger = { ...viaTrunk, ...cellHeader, SipSourceIp: '198.51.100.1' }

    expect(readOrigin(stranger, known).locations).toEqual([])
    expect(readOrigin({ From: '+40700000001', ...cellHeader }, known).locations).toEqual([])
  })

  test.each([
    ['too long', '1'.repeat(200)],
    ['no cell', "'; drop table contacts; --"],
    ['not text', '001\ufffd'],
    ['blank', '   '],
  ])('leaves out a cell that is %s', (_what, cell) => {
    expect(readOrigin({ ...viaTrunk, 'SipHeader_X-Cell-Id': cell }, known).locations).toEqual([])
  })
})

describe('a position', () => {
  const here = { kind: 'geo', code: null, point: { lat: 46.746, lon: 23.492 }, source: 'network' }

  test.each([
    ['with radius and age', 'geo:46.746,23.492;u=300;age=45', 300, '2027-03-03T09:59:15.000Z'],
    ['with its time', '46.746,23.492;at=2027-03-03T11:58:00+02:00;u=12.6', 13, '2027-03-03T09:58:00.000Z'],
    ['by itself', '46.746,23.492', null, now.toISOString()],
    ['from a clock that is ahead', '46.746,23.492;at=2027-03-03T12:00:00Z', null, now.toISOString()],
    ['with what nobody knows', '46.746,23.492;crs=wgs84;U=300', 300, now.toISOString()],
  ])('%s is read', (_what, text, radiusMetres, at) => {
    expect(readGeo(text, now)).toEqual({ ...here, radiusMetres, at: new Date(at) })
  })

  test('says who measured it, where it does', () => {
    expect(readGeo('46.746,23.492;src=handset', now)?.source).toBe('handset')
  })

  test.each([
    '',
    '46.746',
    '46.746,23.492,7',
    '96.7,23.5',
    '46.7,190.0',
    'NaN,NaN',
    '46.7,23.5;u=-1',
    '46.7,23.5;u=wide',
    '46.7,23.5;u=1e9',
    '46.7,23.5;age=-5',
    '46.7,23.5;age=Infinity',
    '46.7,23.5;age=90000',
    '46.7,23.5;at=yesterday',
    '46.7,23.5;src=someone',
    '46.7,23.5;__proto__=1;u',
    `46.7,23.5${';a=b'.repeat(5_000)};`,
  ])('„%s” is none', (text) => {
    expect(readGeo(text, now)).toBeNull()
  })
})

test.each(['cell,lat\nA-1,46', 'cell,lat,lon,radius_m\nA-1,46,23,0', 'cell,lat,lon,radius_m\nX Y,46,23,5'])(
  'a table of cells with a bad line is refused, and the line is named',
  (text) => {
    expect(() => readCells(text)).toThrow('line 2')
  },
)
