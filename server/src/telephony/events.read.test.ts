import { describe, expect, test } from 'vitest'
import {
  readCall,
  readCallStatus,
  readKey,
  readLeft,
  readMessage,
  readMessageStatus,
  readRoomStep,
  readWait,
} from './events.read.ts'

const callSid = `CA${'1'.repeat(32)}`
const messageSid = `SM${'8'.repeat(32)}`
const call = { CallSid: callSid, From: '+12025550143', To: '+40264000119', CallStatus: 'ringing' }
const trunk = '203.0.113.10'
const viaTrunk = {
  ...{ ...call, From: 'sip:+40700000002@sbc.example.net', To: 'sip:119@hotline.sip.example.net' },
  ...{ SipSourceIp: trunk, 'SipHeader_X-PAI': 'tel:+40700000001', 'SipHeader_X-Trunk-Region': 'REG-07' },
}

describe('who calls', () => {
  test('is the number the network gives, and fields nobody knows are let through', () => {
    expect(readCall({ ...call, Something: 'new' }, [])).toEqual({
      ...{ kind: 'callArrived', callSid, called: '+40264000119', region: null },
      caller: { number: '+12025550143', withheld: false },
    })
  })

  test('is whom our own trunk vouches for, and from where', () => {
    expect(readCall(viaTrunk, [trunk])).toMatchObject({
      caller: { number: '+40700000001' },
      region: 'REG-07',
    })
  })

  test('is only who they claim to be when the trunk is not ours', () => {
    expect(readCall(viaTrunk, ['198.51.100.1'])).toMatchObject({
      caller: { number: '+40700000002' },
      region: null,
    })
  })

  test.each([
    ['too long', `tel:+40700000001${'1'.repeat(300)}`],
    ['not text', 'tel:+4070000\u0000\ufffd001'],
    ['no number', 'sip:operator@sbc.example.net'],
  ])('is who they claim to be when the trunk’s word is %s', (_what, asserted) => {
    expect(readCall({ ...viaTrunk, 'SipHeader_X-PAI': asserted }, [trunk]).caller.number).toBe('+40700000002')
  })

  test.each([
    ['too long', 'R'.repeat(65)],
    ['not one word', 'REG 07, REG 08'],
    ['not text', 'REG\ufffd'],
  ])('comes from no region when its name is %s', (_what, region) => {
    expect(readCall({ ...viaTrunk, 'SipHeader_X-Trunk-Region': region }, [trunk]).region).toBeNull()
  })

  test('stays unknown if they asked to, though the trunk knows', () => {
    const hidden = { ...viaTrunk, From: 'sip:anonymous@anonymous.invalid' }

    expect(readCall(hidden, [trunk]).caller).toEqual({ number: null, withheld: true })
  })
})

describe('how a call goes', () => {
  test('is read with its count, its time and its length', () => {
    const form = {
      ...{ ...call, Direction: 'inbound', CallStatus: 'completed', SequenceNumber: '3', CallDuration: '63' },
      Timestamp: 'Sat, 21 Nov 2026 20:48:32 +0000',
    }

    expect(readCallStatus(form)).toMatchObject({
      ...{ direction: 'in', status: 'completed', sequence: 3, seconds: 63, answeredBy: null },
      at: new Date('2026-11-21T20:48:32Z'),
    })
  })

  test.each([
    ['in-progress', 'in_progress'],
    ['answered', 'in_progress'],
    ['no-answer', 'no_answer'],
    ['canceled', 'canceled'],
  ])('„%s” is %s', (word, status) => {
    expect(readCallStatus({ ...call, CallStatus: word }).status).toBe(status)
  })

  test.each([
    ['hangup', 'hung_up'],
    ['redirected', 'moved'],
    ['bridged', 'moved'],
    ['leave', 'left'],
    ['queue-full', 'not_parked'],
    ['system-error', 'not_parked'],
    ['something-new', 'left'],
  ])('a caller who left the parking place by „%s” has %s', (word, result) => {
    expect(readLeft({ CallSid: callSid, QueueResult: word }).result).toBe(result)
  })

  test.each([
    ['nothing was asked yet', {}, null],
    ['nobody pressed a key', { Digits: '' }, ''],
    ['a person pressed one', { Digits: '1', AnsweredBy: 'human' }, '1'],
    ['a mailbox played one', { Digits: '1', AnsweredBy: 'machine_start' }, ''],
  ])('a page by voice is read when %s', (_what, pressed, keys) => {
    expect(readKey({ ...call, ...pressed }).keys).toBe(keys)
  })

  test('a wait is read with how long it has lasted', () => {
    const queueSid = `QU${'3'.repeat(32)}`

    expect(readWait({ ...call, QueueSid: queueSid, QueueTime: '42' })).toMatchObject({
      queueSid,
      waitedSeconds: 42,
    })
  })

  test('a step in a conference names who took it', () => {
    const form = {
      ...{ ConferenceSid: 'CF1', FriendlyName: 'the contact', SequenceNumber: '4' },
      ...{ StatusCallbackEvent: 'participant-leave', CallSid: callSid, ParticipantLabel: 'caller' },
    }

    expect(readRoomStep(form)).toMatchObject({
      step: 'participant-leave',
      label: 'caller',
      sequence: 4,
      at: null,
    })
  })
})

describe('a text', () => {
  test('is read with its words as they were sent', () => {
    const form = {
      MessageSid: messageSid,
      From: '+40700000001',
      To: '+40264000119',
      Body: ' mă bate acum 😢\n',
    }

    expect(readMessage(form)).toMatchObject({
      messageSid,
      text: ' mă bate acum 😢\n',
      caller: { withheld: false },
    })
  })

  test.each([
    ['undelivered', 'failed'],
    ['canceled', 'failed'],
    ['scheduled', 'accepted'],
    ['read', 'read'],
  ])('of ours that is „%s” is %s', (word, status) => {
    expect(readMessageStatus({ MessageSid: messageSid, MessageStatus: word }).status).toBe(status)
  })
})

test.each([
  ['no call is named', () => readCall({ From: '+40700000001' }, [])],
  ['what names the call is no such name', () => readCall({ ...call, CallSid: 'CA1; drop' }, [])],
  ['the word for its progress is unknown', () => readCallStatus({ ...call, CallStatus: 'dreaming' })],
  [
    'the word for a text’s fate is unknown',
    () => readMessageStatus({ MessageSid: messageSid, MessageStatus: 'lost' }),
  ],
  ['no text is named', () => readMessage({ From: '+40700000001', Body: 'alo' })],
])('is refused when %s', (_what, read) => {
  expect(read).toThrow('bad_input')
})
