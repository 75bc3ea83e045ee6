import { describe, expect, test } from 'vitest'
import { minutes } from '../kernel/time.ts'
import { returnsAt, waitsForAnswer } from './silence.rules.ts'

const at = (minute: number) => new Date(Date.UTC(2027, 2, 3, 12, minute))

describe('a text waits for an answer', () => {
  test.each([
    ['by SMS', { channel: 'sms', digits: '001' }, false, true],
    ['on WhatsApp', { channel: 'whatsapp', digits: '001' }, false, true],
    [
      'in the chat of the page, where nobody has a number',
      { channel: 'web_chat', digits: null },
      false,
      true,
    ],
    ['from nobody’s number: it cannot be answered', { channel: 'sms', digits: null }, false, false],
    ['that asks for no more: it is not to be answered', { channel: 'sms', digits: '001' }, true, false],
    ['beside a call: they are spoken to', { channel: 'voice', digits: '001' }, false, false],
    ['of a letter', { channel: 'written', digits: '001' }, false, false],
  ] as const)('%s', (_what, thread, isOptOut, waits) => {
    expect(waitsForAnswer(thread, { isOptOut })).toBe(waits)
  })
})

describe('an unanswered text goes to somebody else', () => {
  test.each([
    ['five minutes after it came to whoever held the thread already', at(10), at(3), at(15)],
    ['five minutes after it was taken, however long it had waited', at(0), at(20), at(25)],
    ['never while everything is answered', null, at(3), null],
    ['never while nobody holds it', at(3), null, null],
  ])('%s', (_when, waitingSince, heldSince, expected) => {
    expect(returnsAt({ waitingSince, heldSince }, minutes(5))).toEqual(expected)
  })
})
