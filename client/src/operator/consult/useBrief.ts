import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useAsk } from '../../platform/query.ts'
import { useFresh } from '../../platform/records.ts'
import { useMe } from '../../platform/session.tsx'

/** The call about which a colleague asks this person now; there is at most one. */
export function useAskedAbout(): QueueEntry | undefined {
  const me = useMe()
  return useBoard(boards.queue).entries.find(
    ({ state, consult }) => state === 'held' && consult?.colleague.staffId === me.staffId,
  )
}

export const useIsAsked = (contactId: ContactId): boolean => useAskedAbout()?.id === contactId

/** What may be read of it, asked again whenever it moved on. */
export function useBrief(contactId: ContactId, { enabled }: { enabled: boolean }) {
  const found = useAsk('intake.brief', { contactId }, { staleMs: 0, enabled })
  useFresh('queue.changed', contactId, () => void (enabled && found.refetch()))
  return found
}
