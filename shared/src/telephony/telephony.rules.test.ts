import { describe, expect, test } from 'vitest'
import type { MessageStatus } from '../intake/intake.codes.ts'
import type { CallProgress, RecordingReport } from './telephony.codes.ts'
import {
  furtherCall,
  furtherMessage,
  furtherRecording,
  isCallOver,
  isMessageSettled,
  isRecordingOver,
} from './telephony.rules.ts'

/** Every order in which the values can be heard. */
function orders<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, i) =>
    orders(values.filter((_, j) => j !== i)).map((rest) => [value, ...rest]),
  )
}

describe('how far a text has come', () => {
  test('is the same whatever order its reports arrive in', () => {
    const reports: MessageStatus[] = ['queued', 'sending', 'sent', 'delivered', 'sent']
    for (const order of orders(reports)) expect(order.reduce(furtherMessage, 'accepted')).toBe('delivered')
  })

  test('does not go back when a report is late', () => {
    expect(furtherMessage('delivered', 'sent')).toBe('delivered')
    expect(furtherMessage('sent', 'queued')).toBe('sent')
  })

  test('a failure ends it, and a proof of delivery outweighs a failure', () => {
    expect(furtherMessage('sent', 'failed')).toBe('failed')
    expect(furtherMessage('failed', 'sending')).toBe('failed')
    expect(furtherMessage('failed', 'delivered')).toBe('delivered')
    expect(furtherMessage('delivered', 'failed')).toBe('delivered')
  })

  test('is settled once nothing more is expected', () => {
    expect(isMessageSettled('sent')).toBe(false)
    expect(isMessageSettled('failed')).toBe(true)
    expect(isMessageSettled('delivered')).toBe(true)
  })
})

describe('how far a call has come', () => {
  test('is the same whatever order its reports arrive in', () => {
    const reports: CallProgress[] = ['initiated', 'ringing', 'in_progress', 'completed']
    for (const order of orders(reports)) expect(order.reduce(furtherCall, 'queued')).toBe('completed')
  })

  test.each(['completed', 'busy', 'no_answer', 'canceled', 'failed'] as const)(
    '%s is an end that stays',
    (end) => {
      expect(isCallOver(end)).toBe(true)
      expect(furtherCall(end, 'ringing')).toBe(end)
      expect(furtherCall(end, 'completed')).toBe(end)
    },
  )
})

test('how far a recording has come is the same whatever order its reports arrive in, and its first end stays', () => {
  const further = (reports: readonly RecordingReport[]) =>
    reports.reduce<RecordingReport | null>(furtherRecording, null)
  expect(orders<RecordingReport>(['in_progress', 'completed']).map(further)).toEqual([
    'completed',
    'completed',
  ])
  expect(further(['absent', 'in_progress', 'completed'])).toBe('absent')
  const told = [null, further(['in_progress']), further(['completed']), further(['absent'])]
  expect(told.map(isRecordingOver)).toEqual([false, false, true, true])
})
