import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { expect, test } from 'vitest'
import { countyOfCall, countyOfLine, isNeutral, refuseUnknownCounties, standingCounties } from './lines.ts'

const config = { lines: ['+40364119119=BN', 'trunk-cj=CJ'] }

test('the region our trunk names goes before the number that was called, and whatever is unknown is for the first county', () => {
  expect(countyOfLine(config, { called: '+40364119119' })).toBe('BN')
  expect(countyOfLine(config, { called: 'sip:+40364119119@host;x=1', region: 'trunk-cj' })).toBe('CJ')
  expect(countyOfLine(config, { called: 'whatsapp:+40364119119' })).toBe('BN')
  expect(countyOfLine(config, { called: '+40000000000' })).toBe('CJ')
})

const told = (located: string[], more: { region?: string; called?: string } = {}) => ({
  ...{ called: 'sip:119@hotline.example', ...more },
  located: located.map((code) => CountyCode.parse(code)),
})

test.each([
  ['where the caller is, before everything else', told(['BN'], { region: 'trunk-cj' }), 'BN', 'location'],
  ['the first place that lies in a county that answers here', told(['HR', 'BN']), 'BN', 'location'],
  ['the trunk, if nobody answers where the caller is', told(['HR'], { region: 'trunk-bn' }), 'BN', 'trunk'],
  ['the line, if the region is nobody’s', told([], { region: 'x', called: '+40364119119' }), 'BN', 'line'],
  ['nothing, and is for whoever takes what has no county', told([]), 'CJ', 'shared'],
])('a call is given to its county by %s', (_what, call, county, by) => {
  expect(countyOfCall({ lines: [...config.lines, 'trunk-bn=BN'] }, call)).toEqual({ county, by })
})

test('the counties that answer here are those with a line, and the first', () => {
  expect(standingCounties({ lines: [] })).toEqual(['CJ'])
  expect(standingCounties(config)).toEqual(['CJ', 'BN'])
})

test.each([
  ['+40264000118', true],
  ['sip:+40264000118@hotline.example;user=phone', true],
  ['sip:0264000118@hotline.example', true],
  ['whatsapp:+40264000118', true],
  ['sip:119@hotline.example', false],
  ['+40364119119', false],
])('whether %s is the number that call-backs show: %s', (called, is) => {
  expect(isNeutral({ callBackNumber: '+40264000118' }, called)).toBe(is)
  expect(isNeutral({ callBackNumber: null }, called)).toBe(false)
})

test('a line of a county that does not exist is refused before anybody calls it', () => {
  expect(() => refuseUnknownCounties({ ...config, recordingDays: [] }, ['CJ', 'BN'])).not.toThrow()
  for (const line of ['+40364119119=XX', '+40364119119=', '+40364119119'])
    expect(() => refuseUnknownCounties({ lines: [line], recordingDays: [] }, ['CJ', 'BN'])).toThrow(line)
})

test('days for the recordings of a county that does not exist are refused before anything is kept too long', () => {
  const days = (county: string) => [{ county: CountyCode.parse(county), keptDays: 1825 }]
  expect(() => refuseUnknownCounties({ lines: [], recordingDays: days('CJ') }, ['CJ'])).not.toThrow()
  expect(() => refuseUnknownCounties({ lines: [], recordingDays: days('C') }, ['CJ'])).toThrow(
    'VEGHE_RECORDING_DAYS',
  )
})
