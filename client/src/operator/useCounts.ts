import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useNow } from '../platform/clock.ts'

/** Call-backs that are due: somebody must act now. */
export function useOpenCallBacks(): number {
  const now = useNow()
  const { entries } = useBoard(boards.callBacks)
  return entries.filter((each) => each.state === 'open' && each.dueAt.getTime() <= now).length
}
