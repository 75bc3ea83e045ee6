import { Refusal } from '../kernel/refusal.ts'
import { after, minutes } from '../kernel/time.ts'
import type { AttemptResult, GiveUpReason, WrongPerson } from './queue.codes.ts'

// Silent and dropped calls are called back twice within ten minutes: domain.md (a), class N; NENA and NFPA as bench.

export const firstDue = (from: Date): Date => after(from, minutes(10))
export const attemptsNeeded = 2

type State = 'open' | 'recovered' | 'closed'
type Safe = 'unknown' | 'safe' | 'unsafe'

export type Tried = { state: State; safe: Safe; dueAt: Date }

/** What an attempt leaves: the caller was reached, or somebody has to try again soon; at once where nothing rang. */
export function afterAttempt(before: Tried, result: AttemptResult, now: Date): Tried {
  if (before.state !== 'open') throw new Refusal('call_back_closed')
  if (result === 'reached') return { ...before, state: 'recovered' }
  if (!hasRung(result)) return before
  const safe = result === 'unsafe' ? 'unsafe' : before.safe
  return { ...before, safe, dueAt: after(now, minutes(5)) }
}

/** Somebody else had picked up: the caller is owed a call as before, and one that is not safe is marked so. */
export function afterWrongPerson(before: Tried, who: WrongPerson, now: Date): Tried {
  if (before.state !== 'recovered') throw new Refusal('not_called_back')
  return afterAttempt({ ...before, state: 'open' }, who, now)
}

/** Whether their telephone can have rung for long enough: the network may fail, or whoever called think better of it. */
export const hasRung = (result: AttemptResult): boolean => result !== 'failed' && result !== 'canceled'

/** Given up only with a reason that is true: the ledger stands on it. */
export function refuseToGiveUp(
  callBack: { state: State; safe: Safe; hasNumber: boolean; attempts: number },
  reason: GiveUpReason,
): void {
  if (callBack.state !== 'open') throw new Refusal('call_back_closed')
  if (reason === 'attempts_done' && callBack.attempts < attemptsNeeded)
    throw new Refusal('attempts_needed', { needed: attemptsNeeded, made: callBack.attempts })
  const isFalse =
    (reason === 'no_number' && callBack.hasNumber) ||
    (reason === 'unsafe_to_call' && callBack.safe !== 'unsafe')
  if (isFalse) throw new Refusal('reason_not_true', { reason })
}
