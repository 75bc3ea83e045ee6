import { expect, test } from 'vitest'
import { decodeOne, encodeOne, toAlaw, toMulaw } from './alaw.ts'
import { isLater, keyIn, readPacket, writePacket } from './rtp.ts'
import { readOffer, writeAnswer } from './sdp.ts'

const offered = (media: readonly string[], address = '203.0.113.10') =>
  ['v=0', 'o=- 1 1 IN IP4 a', 's=-', `c=IN IP4 ${address}`, 't=0 0', ...media, ''].join('\r\n')
const speech = ['m=audio 6000 RTP/AVP 8 101', 'a=rtpmap:101 telephone-event/8000']

test('an offer is taken by its first telephone codec, named or not', () => {
  expect(readOffer(offered(speech))).toMatchObject({
    ...{ address: '203.0.113.10', port: 6000, codec: 'PCMA', payloadType: 8, keysType: 101 },
  })
  expect(readOffer(offered(['m=audio 6000 RTP/AVP 3 0 8']))).toMatchObject({ codec: 'PCMU', payloadType: 0 })
  expect(readOffer(offered(['m=audio 6000 RTP/AVP 97', 'a=rtpmap:97 pcma/8000']))).toMatchObject({
    ...{ codec: 'PCMA', payloadType: 97, keysType: undefined },
  })
})

test.each([
  ['without sound', offered(['m=video 6000 RTP/AVP 96'])],
  ['without a telephone codec', offered(['m=audio 6000 RTP/AVP 111', 'a=rtpmap:111 opus/48000/2'])],
  ['encrypted', offered(['m=audio 6000 RTP/SAVP 8'])],
  ['declined', offered(['m=audio 0 RTP/AVP 8'])],
  ['on hold', offered([...speech, 'a=sendonly'])],
  ['nowhere', offered(speech, '0.0.0.0')],
  ['at a name', offered(speech, 'media.example')],
  ['beyond all ports', offered(['m=audio 70000 RTP/AVP 8'])],
  ['with too many lines', offered(Array.from({ length: 9 }, () => 'm=audio 6000 RTP/AVP 8'))],
  ['that is none', 'hello'],
  ['that is empty', ''],
])('nothing comes of an offer %s', (_how, sdp) => {
  expect(readOffer(sdp)).toBeUndefined()
})

test('every line of an offer is answered, all but one with no', () => {
  const offer = readOffer(offered(['m=video 6002 RTP/AVP 96', ...speech]))
  if (!offer) throw new Error('The offer was not taken.')
  const answer = writeAnswer(offer, { address: '127.0.0.1', port: 7000, session: 5 })

  expect(answer.split('\r\n').filter((line) => line.startsWith('m='))).toEqual([
    'm=video 0 RTP/AVP 96',
    'm=audio 7000 RTP/AVP 8 101',
  ])
  expect(readOffer(answer)).toMatchObject({ address: '127.0.0.1', port: 7000, codec: 'PCMA', keysType: 101 })
})

test('every sample comes through A-law as near as its eight bits allow', () => {
  let worst = 0
  for (let sample = -32_768; sample < 32_768; sample += 1) {
    const off = Math.abs(decodeOne(encodeOne(sample)) - sample)
    worst = Math.max(worst, off / Math.max(256, Math.abs(sample)))
  }
  expect(worst).toBeLessThan(0.04)
  // The recommendation's own table: silence, and the loudest of either sign.
  expect([0, 32_767, -32_768].map(encodeOne)).toEqual([0xd5, 0xaa, 0x2a])
})

test('A-law comes back from µ-law as it was, but for the last bits of the quiet ones', () => {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  for (const [byte, back] of toAlaw(toMulaw(every)).entries()) {
    const sent = decodeOne(byte)
    expect(Math.abs(decodeOne(back) - sent)).toBeLessThanOrEqual(Math.max(16, Math.abs(sent) / 16))
  }
})

test('a packet is read as it was written, whatever is wrapped around it', () => {
  const packet = {
    payloadType: 8,
    sequence: 65_536 + 7,
    timestamp: 2 ** 32 + 160,
    payload: Buffer.from('abcd'),
  }
  const plain = writePacket(packet, { source: 9, isFirst: true })
  const wrapped = Buffer.concat([
    Buffer.from([0xb1, ...plain.subarray(1, 12), 1, 2, 3, 4, 0xbe, 0xde, 0, 1, 5, 6, 7, 8]),
    Buffer.from('abcd'),
    Buffer.from([0, 2]),
  ])

  for (const bytes of [plain, wrapped])
    expect(readPacket(bytes)).toEqual({ ...packet, sequence: 7, timestamp: 160 })
})

test.each(['', 'short', 'x'.repeat(40), '\u00bfx'.repeat(6)])('„%s” is no packet', (text) => {
  expect(readPacket(Buffer.from(text, 'latin1'))).toBeUndefined()
})

test('packets that come late or twice are known by their numbers, which begin anew', () => {
  expect([isLater(5, undefined), isLater(6, 5), isLater(5, 5), isLater(4, 5)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([isLater(2, 65_534), isLater(65_534, 2)]).toEqual([true, false])
})

test('a key is known by its number, and what is no key is none', () => {
  const key = (...payload: number[]) =>
    keyIn({ payloadType: 101, sequence: 1, timestamp: 1, payload: Buffer.from(payload) })
  expect([key(0), key(9), key(10), key(11), key(12), key()]).toEqual([
    '0',
    '9',
    '*',
    '#',
    undefined,
    undefined,
  ])
})
