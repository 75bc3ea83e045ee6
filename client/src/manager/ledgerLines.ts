import type { Ledger } from '@veghe/shared/reporting/reporting.contract.ts'

/** What came in, by whoever counted it. */
export const lefts = ['carrierCount', 'enteredByHand'] as const
/** What became of it. */
export const rights = [
  'answered',
  'recovered',
  'closedWithReason',
  'openWithOwner',
  'inHand',
  'waiting',
] as const
export type Side = (typeof lefts)[number] | (typeof rights)[number] | 'lost'

export const accountedFor = (ledger: Ledger): number => rights.reduce((sum, side) => sum + ledger[side], 0)

/** Null while the carrier cannot be asked. */
export const cameIn = (ledger: Ledger): number | null =>
  ledger.carrierCount === null ? null : ledger.carrierCount + ledger.enteredByHand

/** A negative loss is none: it is what we know of and the carrier does not, and it has a name of its own. */
export const nameOf = (side: Side, value: number | null): Side | 'ahead' =>
  side === 'lost' && value !== null && value < 0 ? 'ahead' : side

export type Part = { side: Side; value: number | null; from: number }

/** The sides one after another: each begins where the one before it ended. */
export function stackOf(ledger: Ledger, sides: readonly Side[]): Part[] {
  let from = 0
  return sides.map((side) => {
    const part = { side, value: ledger[side], from }
    from += part.value ?? 0
    return part
  })
}

/** `ahead`: we know of more than the carrier has counted so far. */
export type Verdict = 'unknown' | 'whole' | 'lost' | 'ahead'

export function verdictOf({ lost }: Pick<Ledger, 'lost'>): Verdict {
  if (lost === null) return 'unknown'
  return lost === 0 ? 'whole' : lost > 0 ? 'lost' : 'ahead'
}
