import { expect, test } from 'vitest'
import { afterReport, isUnsettled } from './calling-back.rules.ts'

const ringing = { state: 'ringing', result: null } as const
const answered = { state: 'answered', result: null } as const

test.for([
  [{ state: 'dialling', result: null }, 'ringing', { state: 'ringing' }],
  [{ state: 'dialling', result: null }, 'queued', null],
  [ringing, 'in_progress', null],
  [ringing, 'busy', { state: 'ended', result: 'busy' }],
  [ringing, 'no_answer', { state: 'ended', result: 'no_answer' }],
  [ringing, 'canceled', { state: 'ended', result: 'canceled' }],
  [ringing, 'failed', { state: 'ended', result: 'failed' }],
  [{ state: 'ended', result: 'machine' }, 'completed', null],
] as const)('a call-back that is %o and is told „%s” becomes %o', ([call, status, becomes]) => {
  expect(afterReport(call, status)).toEqual(becomes)
})

test('who picked up and hung up before it was known whether it is a machine was reached', () => {
  expect(afterReport(answered, 'completed')).toEqual({ state: 'ended', result: 'reached' })
})

test('a call that the network calls completed, and that never came to us, reached nobody', () => {
  expect(afterReport(ringing, 'completed')).toEqual({ state: 'ended', result: 'failed' })
})

test('what was found out once stays', () => {
  expect(afterReport({ ...answered, result: 'reached' }, 'completed')).toMatchObject({ result: 'reached' })
  expect([answered, { ...answered, result: 'reached' as const }].map(isUnsettled)).toEqual([true, false])
})
