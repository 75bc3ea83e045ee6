import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useMemo } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'

/** One that was asked and has not answered yet still says 1, but has something to do. */
export const isFree = (team: TeamEntry): boolean => team.status === '1' && team.dispatchId === null

/** Free ones first, then those on the way back; a team without the app is woken later than one with it. */
function byReadiness(a: TeamEntry, b: TeamEntry): number {
  const rank = (team: TeamEntry) => (isFree(team) ? 0 : team.status === '7' ? 1 : 2)
  return rank(a) - rank(b) || b.withApp - a.withApp || a.name.localeCompare(b.name)
}

/** Teams on shift, the one to send first on top. */
export function useTeams(): TeamEntry[] {
  const { entries } = useBoard(boards.teams)
  return useMemo(() => entries.filter((team) => team.onShift).toSorted(byReadiness), [entries])
}

export const useBestTeam = (): TeamEntry | undefined => useTeams().find(isFree)
