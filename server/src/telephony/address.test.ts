import { describe, expect, test } from 'vitest'
import { isDiallable, readAddress, toE164 } from './address.ts'

describe('the address of whoever calls', () => {
  test.each([
    ['a number of the network', '+12025550143', '+12025550143'],
    ['a demo caller', '+40700000001', '+40700000001'],
    ['a national number', '0264 123 456', '+40264123456'],
    ['a SIP address', 'sip:+12025550143@sbc.example.net', '+12025550143'],
    ['a SIP address with parameters', '<sip:+12025550143@sbc.example.net;user=phone>', '+12025550143'],
    ['an address on WhatsApp', 'whatsapp:+12025550143', '+12025550143'],
    ['a tel address', 'tel:+12025550143', '+12025550143'],
    ['a named asserted identity', '"Ana" <tel:+12025550143>', '+12025550143'],
  ])('%s is brought to E.164', (_what, address, number) => {
    expect(readAddress(address)).toEqual({ number, withheld: false })
  })

  test.each([
    '+266696687',
    '+7378742833',
    '+2562533',
    '+8656696',
    '+86282452253',
    'anonymous',
    'Anonymous',
    'unavailable',
    'restricted',
    '',
    'sip:anonymous@anonymous.invalid',
    'INFO-BANK',
  ])('„%s” is no number at all', (address) => {
    expect(readAddress(address)).toEqual({ number: null, withheld: true })
  })
})

describe('what may be dialled', () => {
  test.each(['112', '119', '+40112', '+40119', '+266696687', 'sip:112@sbc.example.net', ''])(
    '%s is never dialled',
    (number) => {
      expect(isDiallable(number)).toBe(false)
    },
  )

  test.each([
    ['at a premium', '+40906123456'],
    ['at a premium', '+40900123456'],
    ['at a shared cost', '+40801123456'],
    ['at a premium abroad', '+448431234567'],
    ['at a premium of no country', '+979123456789'],
  ])('nor what is called %s: %s', (_what, number) => {
    expect(isDiallable(number)).toBe(false)
  })

  test.each([
    ['mobile', '+40700000001'],
    ['fixed', '+40264123456'],
    ['fixed, of no place', '+40370123456'],
    ['free of charge', '+40800123456'],
    ['abroad', '+37360123456'],
    ['unheard of', '+40999999999'],
  ])('an ordinary phone is: %s', (_what, number) => {
    expect(isDiallable(number)).toBe(true)
  })

  test('a short number is not made into a national one', () => {
    expect(toE164('112')).toBeNull()
    expect(toE164('119')).toBeNull()
  })
})
