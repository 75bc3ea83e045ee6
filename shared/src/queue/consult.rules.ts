import type { StaffId } from '../kernel/ids.ts'
import type { ConsultEnd, EntryState } from './queue.codes.ts'

type Sides = {
  state: EntryState
  live: boolean
  holderId?: StaffId | null | undefined
  colleagueId?: StaffId | null | undefined
}

/**
 * Why a change of the entry leaves no place for the colleague who was asked; null while there is one, and where the
 * change itself says that they are out. Who is asked stands beside one holder who speaks with a caller, and only there.
 */
export function cutShort(before: Sides, next: Sides): ConsultEnd | null {
  if (!before.colleagueId || !next.colleagueId) return null
  if (next.state === 'waiting') return 'given_back'
  if (next.state === 'ended') return 'closed'
  if (!next.live) return 'caller_gone'
  return next.holderId === before.holderId ? null : 'reassigned'
}
