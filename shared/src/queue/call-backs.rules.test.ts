import { expect, test } from 'vitest'
import { Refusal } from '../kernel/refusal.ts'
import { afterAttempt, afterWrongPerson, firstDue, refuseToGiveUp } from './call-backs.rules.ts'
import type { GiveUpReason } from './queue.codes.ts'

const now = new Date('2026-03-02T03:00:00Z')
const in5 = new Date('2026-03-02T03:05:00Z')
const open = { state: 'open', safe: 'unknown', dueAt: now, hasNumber: true, attempts: 1 } as const

const saidOf = (callBack: Parameters<typeof refuseToGiveUp>[0], reason: GiveUpReason): string => {
  try {
    refuseToGiveUp(callBack, reason)
    return 'closed'
  } catch (refusal) {
    return refusal instanceof Refusal ? refusal.code : 'bug'
  }
}

test('an abandoned call is called back within ten minutes', () => {
  expect(firstDue(now)).toEqual(new Date('2026-03-02T03:10:00Z'))
})

test('an attempt that reached the caller recovers the contact; any other asks for one more in five minutes', () => {
  expect(afterAttempt(open, 'reached', now)).toMatchObject({ state: 'recovered' })
  expect(afterAttempt(open, 'no_answer', now)).toMatchObject({ state: 'open', dueAt: in5 })
  expect(afterAttempt(open, 'unsafe', now)).toMatchObject({ state: 'open', safe: 'unsafe' })
  expect(() => afterAttempt({ ...open, state: 'closed' }, 'reached', now)).toThrow('call_back_closed')
})

test('somebody else who picked up is not the caller, who is owed a call as before', () => {
  const reached = afterAttempt(open, 'reached', now)
  expect(afterWrongPerson(reached, 'wrong_number', now)).toMatchObject({ state: 'open', dueAt: in5 })
  expect(afterWrongPerson(reached, 'machine', now)).toMatchObject({ state: 'open', dueAt: in5 })
  expect(afterWrongPerson(reached, 'unsafe', now)).toMatchObject({ state: 'open', safe: 'unsafe' })
  expect(() => afterWrongPerson(open, 'unsafe', now)).toThrow('not_called_back')
})

test('an attempt that rang nowhere is no attempt: the call is as due as before', () => {
  expect(afterAttempt(open, 'machine', now)).toMatchObject({ state: 'open', dueAt: in5 })
  expect(afterAttempt(open, 'failed', now)).toEqual(open)
  expect(afterAttempt(open, 'canceled', now)).toEqual(open)
})

test.for([
  ['attempts_done', { attempts: 1 }, 'attempts_needed'],
  ['attempts_done', { attempts: 2 }, 'closed'],
  ['no_number', {}, 'reason_not_true'],
  ['no_number', { hasNumber: false }, 'closed'],
  ['unsafe_to_call', {}, 'reason_not_true'],
  ['unsafe_to_call', { safe: 'unsafe' }, 'closed'],
  ['came_back', {}, 'closed'],
  ['prank_wave', { state: 'recovered' }, 'call_back_closed'],
] as const)('a call-back given up as %s where %o is %s', ([reason, change, said]) => {
  expect(saidOf({ ...open, ...change }, reason)).toBe(said)
})
