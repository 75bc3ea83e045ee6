import { expect, test } from 'vitest'
import {
  addressIn,
  faultIn,
  nameIn,
  paramOf,
  readMessage,
  type SipRequest,
  writeBye,
  writeResponse,
} from './message.ts'

const from = { address: '203.0.113.10', port: 5062 }
const written = (first: string, change: Record<string, string> = {}, body = '') => {
  const headers = {
    Via: 'SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bKa1;rport',
    From: '"A" <sip:+40700000001@trunk.example>;tag=t1',
    To: '<sip:119@veghe.example>',
    'Call-ID': 'c1@trunk',
    CSeq: '1 INVITE',
    ...change,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([first, ...lines, '', body].join('\r\n'))
}
const invite = 'INVITE sip:119@veghe.example SIP/2.0'
const read = (first: string, change?: Record<string, string>, body?: string): SipRequest => {
  const message = readMessage(written(first, change, body))
  if (!message || !('method' in message)) throw new Error('That is no request.')
  return message
}

test('a request is read with its headers by their long names, folded lines and all', () => {
  const short = [
    'v: SIP/2.0/UDP a;branch=z9hG4bKb',
    'f: <sip:a@b>;tag=1',
    't: <sip:c@d>',
    'i: x',
    'CSeq: 1 OPTIONS',
  ]
  const message = readMessage(
    Buffer.from(['OPTIONS sip:c@d SIP/2.0', ...short, 'X-Geo: geo:1,2;', '  u=3', '', ''].join('\r\n')),
  )

  expect(message).toMatchObject({ method: 'OPTIONS', uri: 'sip:c@d', body: '', isWhole: true })
  expect(message?.headers.get('call-id')).toEqual(['x'])
  expect(message?.headers.get('x-geo')).toEqual(['geo:1,2; u=3'])
})

test('the body is as long as it says, and one cut short is known for it', () => {
  expect(read(invite, { 'Content-Length': '3' }, 'abcdef').body).toBe('abc')
  expect(read(invite, {}, 'abcdef').body).toBe('abcdef')
  for (const length of ['7', '-1', 'x']) {
    const request = read(invite, { 'Content-Length': length }, 'abcdef')
    expect([request.isWhole, faultIn(request)]).toEqual([false, 'Content-Length'])
  }
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a keep-alive', Buffer.from('\r\n\r\n')],
  ['no SIP', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
  ['no end of headers', Buffer.from('INVITE sip:119@a SIP/2.0\r\nVia: x')],
  ['a header without a name', written(invite, { '': 'x' })],
  ['a control character', written(invite, { Subject: 'a\u0000b' })],
  ['a line feed alone', written(invite, { Subject: 'a\nVia: b' })],
  ['another version', written('INVITE sip:119@a SIP/3.0')],
  ['too long', written(invite, { Subject: 'x'.repeat(9_000) })],
])('%s is no message', (_what, datagram) => {
  expect(readMessage(datagram)).toBeUndefined()
})

test.each([
  ['CSeq', { CSeq: '1 BYE' }],
  ['CSeq', { CSeq: 'one INVITE' }],
  ['CSeq', { CSeq: '4294967296 INVITE' }],
  ['From', { From: '<sip:a@b>' }],
  ['Via', { Via: 'SIP/2.0/UDP a' }],
  ['Via', { Via: 'SIP/2.0/TCP a;branch=z9hG4bKa' }],
  ['from', { f: '<sip:other@b>;tag=2' }],
])('a request with a bad %s is told so', (fault, change) => {
  expect(faultIn(read(invite, change))).toBe(fault)
})

test('who is meant is read out of every way of writing it', () => {
  expect(addressIn('"Radu, T." <sip:+40700000001@a;user=phone>;tag=x')).toBe('sip:+40700000001@a;user=phone')
  expect(addressIn('"<sip:112@a> \\"" <sip:1@a>')).toBe('sip:1@a')
  expect(addressIn('sip:119@a;tag=x')).toBe('sip:119@a')
  expect(nameIn('sip:+40700000001;ext=3@a')).toBe('+40700000001')
  expect(nameIn('sip:%2B40700000001@a')).toBe('+40700000001')
  expect(nameIn('tel:+40700000001;phone-context=a')).toBe('+40700000001')
  expect(nameIn('sip:trunk.example')).toBe('')
  expect(paramOf('"tag=no" <sip:a@b;tag=neither>;x=1; tag=yes', 'tag')).toBe('yes')
})

test('an answer goes back the way the request came, and says where it came from', () => {
  const request = read(invite, { 'Record-Route': '<sip:p;lr>' })
  const text = writeResponse(request, { status: 180, reason: 'Ringing', tag: 'ours' }, from)

  expect(text).toContain(
    'Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bKa1;rport=5062;received=203.0.113.10\r\n',
  )
  expect(text).toContain('To: <sip:119@veghe.example>;tag=ours\r\n')
  expect(text).toContain('Record-Route: <sip:p;lr>\r\n')
  expect(readMessage(Buffer.from(text))).toMatchObject({ status: 180 })
  const inDialog = read(invite, { To: '<sip:119@veghe.example>;tag=known' })
  expect(writeResponse(inDialog, { status: 200, reason: 'OK', tag: 'ours' }, from)).toContain('tag=known\r\n')
})

test('our BYE turns the call round: to its contact, by its route', () => {
  const request = read(invite, { Contact: '<sip:a@10.0.0.7:5060>', 'Record-Route': '<sip:p;lr>' })
  const bye = readMessage(
    Buffer.from(writeBye(request, { tag: 'ours', branch: 'z9hG4bKx', host: '127.0.0.1:5060' })),
  )

  expect(bye).toMatchObject({ method: 'BYE', uri: 'sip:a@10.0.0.7:5060' })
  expect(bye?.headers.get('from')).toEqual(['<sip:119@veghe.example>;tag=ours'])
  expect(bye?.headers.get('to')).toEqual(['"A" <sip:+40700000001@trunk.example>;tag=t1'])
  expect(bye?.headers.get('route')).toEqual(['<sip:p;lr>'])
})
