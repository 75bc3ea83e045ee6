import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useText } from '../platform/i18n.ts'
import { useKeys } from '../platform/keys.ts'
import { holds } from '../platform/live.ts'
import { useAct } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { useMe } from '../platform/session.tsx'
import { buttonClasses } from '../platform/ui/Button.tsx'
import { Menu } from '../platform/ui/Menu.tsx'
import { Timer } from '../platform/ui/Timer.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { AskedLink } from './consult/AskedLink.tsx'
import { useProtocol } from './triage/useTriage.ts'
import { useHeld, useNext } from './useNext.ts'
import { useRing } from './useRing.ts'

/** The operator's part of the top bar: status, the contact in hand, and the keys that work on every page. */
export function OperatorStatus() {
  const held = useHeld()
  const { serve } = useNext()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const elsewhere = held.find((entry) => !path.endsWith(entry.id))
  const open = held.find((entry) => path.endsWith(entry.id)) ?? held[0]
  useEffect(() => {
    holds(open?.id ?? null)
    return () => holds(null)
  }, [open?.id])
  useKeys([{ chord: 'F2', label: 'keys.answerNext', run: serve }])
  useRing(held.length > 0)
  // Before the first call, so that its script stands the moment it is answered.
  useProtocol()
  return (
    <>
      {elsewhere && (
        <Link
          to="/console/contact/$contactId"
          params={{ contactId: elsewhere.id }}
          className={buttonClasses('on', 's')}
        >
          <InHand since={elsewhere.answeredAt ?? elsewhere.receivedAt} />
        </Link>
      )}
      <AskedLink />
      <StatusMenu />
    </>
  )
}

function InHand({ since }: { since: Date }) {
  const t = useText()
  return (
    <>
      {t('queue.inHand')} <Timer since={since} />
    </>
  )
}

function StatusMenu() {
  const t = useText()
  const me = useMe()
  const { entries } = useBoard(boards.operators)
  const set = useAct('queue.setStatus')
  const status = entries.find((entry) => entry.id === me.staffId)?.status ?? 'off'
  const choices = (['available', 'break', 'off'] as const).map((each) => ({
    label: t(`queue.status.${each}`),
    chosen: each === status,
    onChoose: () =>
      set.mutate({ status: each }, { onError: (e) => tell(refusalText(t, e), { kind: 'refused' }) }),
  }))
  return (
    <Menu label={t('queue.statusMenu', { status: t(`queue.status.${status}`) })} groups={[{ choices }]}>
      {t(`queue.status.${status}`)}
    </Menu>
  )
}
