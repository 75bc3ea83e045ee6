import { expect, test } from 'vitest'
import { countyOfLine, refuseUnknownCounties } from './lines.ts'

const config = { lines: ['+40364119119=BN', 'trunk-cj=CJ'] }

test('the region our trunk names goes before the number that was called, and whatever is unknown is for the first county', () => {
  expect(countyOfLine(config, { called: '+40364119119' })).toBe('BN')
  expect(countyOfLine(config, { called: 'sip:+40364119119@host;x=1', region: 'trunk-cj' })).toBe('CJ')
  expect(countyOfLine(config, { called: '+40000000000' })).toBe('CJ')
})

test('a line of a county that does not exist is refused before anybody calls it', () => {
  expect(() => refuseUnknownCounties(config, ['CJ', 'BN'])).not.toThrow()
  for (const line of ['+40364119119=XX', '+40364119119=', '+40364119119'])
    expect(() => refuseUnknownCounties({ lines: [line] }, ['CJ', 'BN'])).toThrow(line)
})
