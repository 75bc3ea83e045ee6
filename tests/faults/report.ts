import type { Drill, Result } from './drill.ts'
import { settings } from './settings.ts'

/** The one line that others rely on; what is particular to a fault follows its fixed part. */
export function lineOf(name: Drill['name'], { ledger, recoverySeconds, figures = {} }: Result): string {
  const { came, sides, lost, doubled, boards, settleSeconds } = ledger
  const fixed = {
    ...{ in: came, answered: sides.answered, recovered: sides.recovered, closed: sides.closed },
    ...{ waiting: sides.waiting, lost: lost.length, doubled: doubled.length },
    recovery_s: recoverySeconds.toFixed(1),
  }
  const further = {
    ...{ in_hand: sides.inHand, owned: sides.owned, boards: `${boards.agreeing}/${boards.all}` },
    settle_s: settleSeconds.toFixed(1),
  }
  const words = Object.entries({ ...fixed, ...further, ...figures }).map(([key, value]) => `${key}=${value}`)
  return `ledger fault=${name} ${words.join(' ')}`
}

/** Everything that makes the drill fail, in words. */
export function failuresOf({ ledger, recoverySeconds, broken = [] }: Result): string[] {
  const { came, sides, lost, doubled, boards } = ledger
  const standing = Object.values(sides).reduce((sum, side) => sum + side, 0)
  const isLate = !(recoverySeconds * 1000 <= settings.recoveryBoundMs)
  return [
    ...lost.map((what) => `lost: ${what}`),
    ...doubled.map((what) => `doubled: ${what}`),
    ...broken,
    ...(lost.length + doubled.length === 0 && standing !== came ? [`${standing} stand for ${came}`] : []),
    ...(boards.agreeing < boards.all ? [`${boards.all - boards.agreeing} screens show something else`] : []),
    ...(isLate ? [`recovery took ${recoverySeconds.toFixed(1)} s`] : []),
  ]
}
