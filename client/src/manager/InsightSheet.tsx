import { Link } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { serverNow, useNow } from '../platform/clock.ts'
import { useLostSince } from '../platform/connection.tsx'
import { useText } from '../platform/i18n.ts'
import { useMay, useMe } from '../platform/session.tsx'
import { date, hhmm, roughLength } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { classes } from '../platform/ui/classes.ts'
import { Pane } from '../platform/ui/Pane.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { Segmented } from '../platform/ui/Segmented.tsx'
import { type Period, periods } from './period.ts'
import './print.css'

export type View = 'times' | 'ledger' | 'counties'

type InsightSheetProps = {
  view: View
  /** What the figures below say, in one sentence. */
  title: ReactNode
  /** Which time the figures speak of. */
  range: string
  period: Period
  onPeriod: (period: Period) => void
  /** What narrows the figures, beside the sentence. */
  aside?: ReactNode
  children: ReactNode
}

/** One page of figures: the views, the county and period they speak of, and their one sentence; also on paper. */
export function InsightSheet({ view, title, range, period, onPeriod, aside, children }: InsightSheetProps) {
  const t = useText()
  return (
    <Pane label={t('insight.title')} id="figures" className="h-full print:h-auto print:overflow-visible">
      <Scroller label={t(`insight.${view}`)} className="insight-sheet min-h-0 flex-1 px-6 pb-6 print:px-0">
        <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-ink py-2">
          <Views here={view} />
          <Scope view={view} range={range} />
          <span data-screen-only className="ml-auto flex flex-wrap items-center gap-3">
            <Segmented
              label={t('insight.period')}
              value={period}
              segments={periods.map((each) => ({ value: each, label: t(`insight.${each}`) }))}
              onChange={onPeriod}
            />
            <Button icon={Printer} onClick={() => window.print()}>
              {t('insight.print')}
            </Button>
          </span>
          <PrintedAt />
        </header>
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 pt-4 pb-3">
          <h2 className="max-w-[46rem] text-xl leading-[1.15] tracking-tight text-balance">{title}</h2>
          {aside}
        </div>
        {children}
      </Scroller>
    </Pane>
  )
}

function Views({ here }: { here: View }) {
  const t = useText()
  const seesTimes = useMay('reporting.times')
  const seesCounties = useMay('reporting.counties')
  const look = (view: View) =>
    classes(
      'inline-flex min-h-8 items-center px-2.5 no-underline',
      view === here ? 'font-strong text-ink shadow-[0_0.6875rem_0_-0.5rem_var(--ink)]' : 'text-ink-2',
    )
  const current = (view: View) => (view === here ? 'page' : undefined)
  return (
    <nav aria-label={t('insight.views')} data-screen-only className="-ml-2.5 flex flex-wrap">
      {seesTimes && (
        <>
          <Link to="/insight" className={look('times')} aria-current={current('times')}>
            {t('insight.times')}
          </Link>
          <Link to="/insight" hash="ledger" className={look('ledger')} aria-current={current('ledger')}>
            {t('insight.ledger')}
          </Link>
        </>
      )}
      {seesCounties && (
        <Link to="/insight/counties" className={look('counties')} aria-current={current('counties')}>
          {t('insight.counties')}
        </Link>
      )}
    </nav>
  )
}

/** Whose figures, and of when. No figure may look live while the screen is cut off. */
function Scope({ view, range }: { view: View; range: string }) {
  const t = useText()
  const me = useMe()
  const lostSince = useLostSince()
  if (lostSince !== null) {
    return (
      <p role="status" className="-my-1 bg-ink px-3 py-1 font-[600] text-surface">
        {t('insight.standing', { length: roughLength(Date.now() - lostSince) })}
      </p>
    )
  }
  return (
    <p className="text-ink-2">
      {view !== 'counties' && <b className="text-ink">{me.countyName}</b>} {range}
    </p>
  )
}

function PrintedAt() {
  const t = useText()
  useNow()
  const now = serverNow()
  return (
    <p className="ml-auto hidden text-ink-2 print:block">
      {t('insight.printedAt', { time: `${date(now)} ${hhmm(now)}` })}
    </p>
  )
}
