import { isWorse } from './severity.ts'
import type { OneKeyDisposition, Outcome, Priority, QueueClass } from './triage.codes.ts'

// Hard rules H02, H03, H06, H07 of the protocol, and which contacts one key may close.

export type LoweringStep = {
  from: QueueClass
  to: Priority
  /** A code of the protocol's list, or the disposition chosen; null where none was given. */
  reason: string | null
  /** What 112 or the team found is written down. */
  outcomeRecorded: boolean
}

/** Why the class may not even be proposed lower; null where it may. */
export function whyNotLower(step: LoweringStep): 'cannot_lower' | 'reason_needed' | null {
  if (step.from === 'P0' && step.to !== 'P0' && !step.outcomeRecorded) return 'cannot_lower'
  return step.reason === null ? 'reason_needed' : null
}

export type Step = {
  from: QueueClass
  /** The class a person wants; null where the step does not change it. */
  to: Priority | null
  disposition: OneKeyDisposition | null
  outcome: Outcome | null
  /** Forms of harm from the answers and from the categories chosen. */
  forms: readonly string[]
  /** Of the youngest child; null where nobody knows, which counts as small. */
  childAge: number | null
  hadHint: boolean
  highWater: Priority | null
}

/** What a second person must confirm before it holds; null where one person is enough. */
export function needsConfirmation(step: Step): 'disposition' | 'unfounded' | 'lowering' | null {
  if (step.disposition !== null) return everUrgent(step) || step.hadHint ? 'disposition' : null
  if (step.outcome === 'unfounded' && graveIfWrong(step)) return 'unfounded'
  if (step.to !== null && step.from !== 'P?' && isWorse(step.from, step.to)) return 'lowering'
  return null
}

function everUrgent({ from, highWater }: Step): boolean {
  const reached = [from === 'P?' ? null : from, highWater].filter((p) => p !== null)
  return reached.some((p) => !isWorse('P2', p))
}

const graveIfWrong = ({ forms, childAge }: Step): boolean =>
  forms.includes('physical') || forms.includes('sexual') || childAge === null || childAge < 7
