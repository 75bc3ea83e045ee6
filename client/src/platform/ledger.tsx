import type { Ledger } from '@veghe/shared/reporting/reporting.contract.ts'
import { Scale } from 'lucide-react'
import { type Text, useText } from './i18n.ts'
import { useAsk } from './query.ts'
import { useMay } from './session.tsx'

const againMs = 30_000

/** What the last day owes: the telephone network's own count on the left, what became of each contact on the right. */
export function ledgerSum(t: Text, ledger: Ledger): string {
  if (ledger.carrierCount === null) return t('net.ledgerUnknown')
  const total = ledger.carrierCount + ledger.enteredByHand
  const parts = [
    ledger.answered && t('net.ledgerAnswered', { n: ledger.answered }),
    ledger.recovered && t('net.ledgerRecovered', { n: ledger.recovered }),
    ledger.closedWithReason && t('net.ledgerClosed', { n: ledger.closedWithReason }),
    ledger.openWithOwner && t('net.ledgerOwned', { n: ledger.openWithOwner }),
    ledger.inHand && t('net.ledgerInHand', { n: ledger.inHand }),
    ledger.waiting && t('net.ledgerWaiting', { n: ledger.waiting }),
  ].filter(Boolean)
  return parts.length > 0 ? t('net.ledgerSum', { total, parts: parts.join(' + ') }) : t('net.ledgerNone')
}

export function LedgerLine() {
  const t = useText()
  const may = useMay('reporting.ledger')
  const { data: ledger } = useAsk('reporting.ledger', {}, { enabled: may, everyMs: againMs })
  if (!ledger) return null
  return (
    <span className="hidden min-w-0 items-center gap-1.5 page-wide:inline-flex">
      <Scale aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="truncate">
        {t('net.ledger')}: {ledgerSum(t, ledger)}
        {ledger.lost !== null && (
          <>
            {' · '}
            <b className={ledger.lost > 0 ? 'text-p1-text' : 'text-ink'}>
              {t('net.ledgerLost', { n: ledger.lost })}
            </b>
          </>
        )}
      </span>
    </span>
  )
}
