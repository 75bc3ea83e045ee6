import type { Proposal, SecondLook } from '@veghe/shared/triage/triage.contract.ts'
import { useBoard } from '../board.ts'
import { boards } from '../boards.ts'

/** The worst class first, then the oldest. */
export const proposalsInOrder = (proposals: readonly Proposal[]): Proposal[] =>
  proposals
    .filter((one) => one.state === 'open')
    .toSorted(
      (a, b) =>
        a.lowering.from.localeCompare(b.lowering.from) ||
        a.lowering.proposedAt.getTime() - b.lowering.proposedAt.getTime(),
    )

export const looksInOrder = (looks: readonly SecondLook[]): SecondLook[] =>
  looks.filter((one) => one.state === 'open').toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())

/** What waits for a second person. Empty for those who may not decide. */
export function useWaiting() {
  const proposals = useBoard(boards.proposals)
  const looks = useBoard(boards.secondLooks)
  const open = { proposals: proposalsInOrder(proposals.entries), looks: looksInOrder(looks.entries) }
  const states = [proposals.state, looks.state]
  return {
    ...open,
    count: open.proposals.length + open.looks.length,
    isLoading: states.includes('loading'),
    hasFailed: states.includes('failed'),
    isStale: states.includes('stale'),
    refresh: () => {
      proposals.refresh()
      looks.refresh()
    },
  }
}

/** How much waits for a second person: for the rail. */
export const useWaitingCount = (): number => useWaiting().count
