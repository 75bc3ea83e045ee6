import { OneKeyDisposition, Outcome } from '@veghe/shared/triage/triage.codes.ts'
import type { Text } from '../../platform/i18n.ts'

/** What a digit stands for at the end of a contact: an outcome to be saved, or a disposition that closes at once. */
export type Ending = { digit: string | null } & (
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'dispose'; disposition: OneKeyDisposition }
)

export const endings: readonly Ending[] = [
  { digit: '1', kind: 'outcome', outcome: 'case' },
  { digit: '2', kind: 'outcome', outcome: 'answered' },
  { digit: '3', kind: 'outcome', outcome: 'counselled' },
  { digit: '4', kind: 'outcome', outcome: 'referred' },
  { digit: '5', kind: 'dispose', disposition: 'Z-06' },
  { digit: '6', kind: 'dispose', disposition: 'Z-04' },
  { digit: '7', kind: 'dispose', disposition: 'Z-01' },
  { digit: '8', kind: 'dispose', disposition: 'Z-03' },
  { digit: '9', kind: 'dispose', disposition: 'Z-02' },
  { digit: '0', kind: 'dispose', disposition: 'Z-05' },
  { digit: null, kind: 'outcome', outcome: 'unfounded' },
  { digit: null, kind: 'outcome', outcome: 'out_of_remit' },
]

/** An ending as it was stored: an outcome, a disposition, or a code from elsewhere as it stands. */
export function outcomeText(t: Text, code: string): string {
  const outcome = Outcome.safeParse(code)
  if (outcome.success) return t(`wrap.outcome.${outcome.data}`)
  const disposition = OneKeyDisposition.safeParse(code)
  return disposition.success ? t(`wrap.disposition.${disposition.data}`) : code
}
