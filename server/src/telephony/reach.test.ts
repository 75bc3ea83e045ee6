import { describe, expect, test } from 'vitest'
import { countyOfLine } from './lines.ts'
import { mayReach } from './reach.ts'

const account = {
  ...{ accountSid: '', authToken: '', apiKey: '', apiSecret: '' },
  ...{ number: '+40264000119', messagingServiceSid: '', twimlAppSid: '' },
}
const demo = { mode: 'demo', twilio: null, allowedNumbers: [] } as const
const someone = '+40700000001'

describe('whom the line may dial or text', () => {
  test('is anybody while the stand-in plays the network: it reaches nobody’s phone', () => {
    expect(mayReach(demo, someone)).toBe(true)
  })

  test('is only who was named, in a demo that reaches real phones', () => {
    const real = { ...demo, twilio: account, allowedNumbers: [someone] }

    expect(mayReach(real, someone)).toBe(true)
    expect(mayReach(real, '+40700000002')).toBe(false)
  })

  test.each(['112', '119', '+40112', '+40119'])('is never %s, whatever was named', (number) => {
    for (const mode of ['demo', 'production'] as const)
      expect(mayReach({ mode, twilio: account, allowedNumbers: [number] }, number)).toBe(false)
  })
})

describe('the county a call came in for', () => {
  const lines = ['+40263000119=BN', 'REG-07=BN', '119=CJ']

  test.each([
    ['its own number', { called: '+40263000119' }, 'BN'],
    [
      'the short number, from a region our trunk names',
      { called: 'sip:119@hotline.example', region: 'REG-07' },
      'BN',
    ],
    ['the short number', { called: 'sip:119@hotline.example' }, 'CJ'],
    ['a number that nobody has named', { called: '+40264000119', region: 'REG-99' }, 'CJ'],
  ])('is told by %s', (_what, line, county) => {
    expect(countyOfLine({ lines }, line)).toBe(county)
  })
})
