import { describe, expect, test } from 'vitest'
import { isSigned, parseForm } from './signature.ts'

/** The example of the carrier's own documentation: token, address, form and what it must come to. */
const token = '12345'
const publicUrl = 'https://mycompany.com'
const target = '/myapp.php?foo=1&bar=2'
const form = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+12349013030',
  Digits: '1234',
  From: '+12349013030',
  To: '+18005551212',
}
const signature = '0/KCTR6DLpKmkAf8muzZqo1nDgQ='

describe('a signature', () => {
  test('over address and form is good', () => {
    expect(isSigned({ target, form, signature }, { publicUrl, tokens: [token] })).toBe(true)
  })

  test('is good under either of two tokens while one replaces the other', () => {
    expect(isSigned({ target, form, signature }, { publicUrl, tokens: ['new', token] })).toBe(true)
    expect(isSigned({ target, form, signature }, { publicUrl, tokens: ['new', 'newer'] })).toBe(false)
  })

  test.each([
    ['a field was changed', { form: { ...form, Digits: '9' } }],
    ['a field was added', { form: { ...form, More: '' } }],
    ['the query was changed', { target: '/myapp.php?foo=1&bar=3' }],
    ['it is somebody else’s', { signature: 'AAAATR6DLpKmkAf8muzZqo1nDgQ=' }],
    ['it is no signature at all', { signature: '' }],
  ])('is not when %s', (_what, change) => {
    const request = { target, form, signature, ...change }

    expect(isSigned(request, { publicUrl, tokens: [token] })).toBe(false)
  })

  test('is for the configured address, with or without a slash at its end', () => {
    expect(isSigned({ target, form, signature }, { publicUrl: `${publicUrl}/`, tokens: [token] })).toBe(true)
    expect(isSigned({ target, form, signature }, { publicUrl: 'https://other.com', tokens: [token] })).toBe(
      false,
    )
  })
})

test('a form is read as flat text, and a name that came twice keeps both values', () => {
  expect(parseForm('a=1&b=m%C4%83+bate&a=2&c[d]=3&__proto__=4')).toEqual(
    Object.fromEntries([
      ['a', ['1', '2']],
      ['b', 'mă bate'],
      ['c[d]', '3'],
      ['__proto__', '4'],
    ]),
  )
})
