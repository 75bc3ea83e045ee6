import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isAcknowledged, isOver } from '@veghe/shared/dispatch/dispatch.rules.ts'
import { minutes } from '@veghe/shared/kernel/time.ts'
import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'

const keptMs = minutes(10)

export const isUnanswered = (dispatch: DispatchEntry): boolean =>
  !isOver(dispatch.step) && !isAcknowledged(dispatch.step)

/** SOS first, then the class, then who has not said yes, then the oldest. */
export const running = (entries: readonly DispatchEntry[]): DispatchEntry[] =>
  entries
    .filter((one) => !isOver(one.step))
    .toSorted(
      (a, b) =>
        Number(b.sos) - Number(a.sos) ||
        a.priority.localeCompare(b.priority) ||
        Number(isUnanswered(b)) - Number(isUnanswered(a)) ||
        a.sentAt.getTime() - b.sentAt.getTime(),
    )

export const endedLately = (entries: readonly DispatchEntry[], now: number): DispatchEntry[] =>
  entries
    .filter((one) => isOver(one.step) && now - one.changedAt.getTime() < keptMs)
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime())

/** On shift, with nothing to do and not out: it can be sent. */
export const isFree = (team: TeamEntry): boolean =>
  team.onShift && team.status === '1' && team.dispatchId === null

/** Those on shift first; by name, so that a team stays where it was. */
export const teamsInOrder = (teams: readonly TeamEntry[], locale: string): TeamEntry[] =>
  teams.toSorted(
    (a, b) =>
      Number(b.onShift) - Number(a.onShift) || a.name.localeCompare(b.name, locale, { numeric: true }),
  )

/** Since when the dispatch has stood at its step. */
export function stepSince(dispatch: DispatchEntry): Date {
  const reached: Partial<Record<DispatchEntry['step'], Date | null>> = {
    acknowledged: dispatch.acknowledgedAt,
    en_route: dispatch.enRouteAt,
    on_scene: dispatch.onSceneAt,
    with_child: dispatch.childSeenAt,
    ended: dispatch.endedAt,
    cancelled: dispatch.endedAt,
  }
  if (isUnanswered(dispatch)) return dispatch.sentAt
  return reached[dispatch.step] ?? dispatch.changedAt
}
