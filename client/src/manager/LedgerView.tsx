import { useEffect, useMemo } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { onPush } from '../platform/live.ts'
import { forget, useAsk } from '../platform/query.ts'
import { date, hhmm } from '../platform/time.ts'
import { Failed, Loading, Notice } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { InsightSheet } from './InsightSheet.tsx'
import { LedgerSides } from './LedgerSides.tsx'
import { LedgerSum } from './LedgerSum.tsx'
import { verdictOf } from './ledgerLines.ts'
import { type Period, startOf } from './period.ts'

const againMs = 30_000
/** The telephone network is asked each time, so a busy minute is gathered into a few questions. */
const settleMs = 3_000

type LedgerViewProps = { period: Period; onPeriod: (period: Period) => void }

/** Everything that came in equals everything it became, or the page says what is missing. */
export function LedgerView({ period, onPeriod }: LedgerViewProps) {
  const t = useText()
  const from = useMemo(() => startOf(period, serverNow()), [period])
  const {
    data: ledger,
    error,
    isPending,
    refetch,
  } = useAsk('reporting.ledger', { from }, { everyMs: againMs })
  useMoves()
  const verdict = ledger && verdictOf(ledger)
  const title = {
    unknown: () => t('insight.ledgerUnknown'),
    whole: () => t('insight.ledgerNone'),
    lost: () => t('insight.ledgerLost', { count: ledger?.lost ?? 0 }),
    ahead: () => t('insight.ledgerAhead', { count: -(ledger?.lost ?? 0) }),
  }
  const to = ledger?.to ?? serverNow()
  return (
    <InsightSheet
      view="ledger"
      title={verdict ? title[verdict]() : t('insight.ledger')}
      range={t('insight.rangeAt', { from: dateTime(from), to: dateTime(to) })}
      period={period}
      onPeriod={onPeriod}
      aside={
        ledger && verdict !== 'unknown' && <p className="text-m text-ink-2">{t('insight.ledgerSource')}</p>
      }
    >
      {isPending && <Loading rows={8} onRetry={() => void refetch()} />}
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {error && ledger && <Tag>{t('net.notCurrent')}</Tag>}
      {ledger && (
        <>
          {verdict === 'unknown' && <Notice className="mb-4">{t('insight.ledgerUnknownWhy')}</Notice>}
          <LedgerSum ledger={ledger} />
          <LedgerSides ledger={ledger} />
        </>
      )}
    </InsightSheet>
  )
}

/** Any step of any contact may move the ledger. */
function useMoves(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onPush((name) => {
      if (name !== 'times.changed') return
      timer ??= setTimeout(() => {
        timer = undefined
        forget('reporting.ledger')
      }, settleMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
}

const dateTime = (at: Date): string => `${date(at)} ${hhmm(at)}`
