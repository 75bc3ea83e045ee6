import { expect, test } from 'vitest'
import { calledBy, callerIn } from './caller.ts'

const invite = (headers: Record<string, string>, uri = 'sip:119@veghe.example') => ({
  ...{ method: 'INVITE', uri, body: '', isWhole: true },
  headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
})
const known = { source: '203.0.113.10', to: '119' }

test('a number is called, or nobody', () => {
  const uris = ['sip:119@a', 'sip:+40264119119@a', 'tel:119', 'sip:a', 'sip:ana@a', 'sips:119@a']
  expect(uris.map((uri) => calledBy({ uri }))).toEqual([
    '119',
    '+40264119119',
    '119',
    undefined,
    undefined,
    undefined,
  ])
})

test('the headers of a border controller are passed on, and no others', () => {
  const headers = {
    'x-cell-id': '001-01-12A0-F1B2C3',
    'x-geo': 'geo:1,2',
    'x-evil': '1',
    subject: 'x',
    'x-pai': '',
  }
  expect(callerIn(invite({ from: '<sip:+40700000001@a>;tag=1', ...headers }), known)).toEqual({
    ...{ ...known, from: '+40700000001' },
    headers: { 'X-Cell-Id': '001-01-12A0-F1B2C3', 'X-Geo': 'geo:1,2' },
  })
  expect(callerIn(invite({ from: '<sip:1@a>', 'x-geo': 'x'.repeat(257) }), known).headers).toEqual({})
})

test('whoever wants to stay unknown does, and the network still says who vouches for them', () => {
  const asserted = { 'p-asserted-identity': '"A" <tel:+40700000009>' }
  const vouched = { from: 'anonymous', headers: { 'X-PAI': 'tel:+40700000009' } }
  expect(callerIn(invite({ from: '<sip:anonymous@anonymous.invalid>', ...asserted }), known)).toMatchObject(
    vouched,
  )
  expect(callerIn(invite({ from: '<sip:+40700000009@a>', privacy: 'id', ...asserted }), known)).toMatchObject(
    vouched,
  )
  expect(callerIn(invite({ from: '"<script>" <sip:<b>@a>' }), known)).toEqual({
    ...{ ...known, from: 'anonymous', headers: {} },
  })
})
