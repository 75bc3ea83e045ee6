import { useNavigate } from '@tanstack/react-router'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { isRefusal, refusalText } from '../platform/refusals.ts'
import { useMe } from '../platform/session.tsx'
import { tell } from '../platform/ui/toasts.tsx'

/** What this person holds now, the oldest first. */
export function useHeld() {
  const me = useMe()
  const { entries } = useBoard(boards.queue)
  return entries
    .filter((entry) => entry.state === 'held' && entry.holder?.staffId === me.staffId)
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
}

/** F2: the server serves the next contact that fits; whoever already holds one goes back to it. */
export function useNext() {
  const t = useText()
  const navigate = useNavigate()
  const held = useHeld()
  const next = useAct('queue.next')
  const open = (contactId: string) => navigate({ to: '/console/contact/$contactId', params: { contactId } })
  const serve = () => {
    if (next.isPending) return
    next.mutate(
      {},
      {
        onSuccess: ({ contactId }) => void open(contactId),
        onError: (failed) => {
          const mine = held[0]
          if (isRefusal(failed, 'operator_has_contact') && mine) return void open(mine.id)
          tell(refusalText(t, failed), { kind: 'refused' })
        },
      },
    )
  }
  return { serve, isPending: next.isPending }
}
