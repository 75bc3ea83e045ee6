import { useRouterState } from '@tanstack/react-router'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { useState } from 'react'
import { useMay } from '../platform/session.tsx'
import { Failed } from '../platform/ui/states.tsx'
import { LedgerView } from './LedgerView.tsx'
import type { Period } from './period.ts'
import { Times } from './Times.tsx'

/** The manager's page: how long each phase took, and the ledger. Each view has its own address. */
export function Insight() {
  const view = useRouterState({ select: ({ location }) => location.hash })
  const [period, setPeriod] = useState<Period>('month')
  const [ledgerPeriod, setLedgerPeriod] = useState<Period>('day')
  const may = useMay('reporting.times')
  if (!may) return <Failed error={new Refusal('not_allowed')} />
  return view === 'ledger' ? (
    <LedgerView period={ledgerPeriod} onPeriod={setLedgerPeriod} />
  ) : (
    <Times period={period} onPeriod={setPeriod} />
  )
}
