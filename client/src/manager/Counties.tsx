import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { phases } from '@veghe/shared/reporting/reporting.contract.ts'
import { useMemo, useState } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { useAsk } from '../platform/query.ts'
import { useMay } from '../platform/session.tsx'
import { date, length } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { InsightSheet } from './InsightSheet.tsx'
import { type Period, startOf } from './period.ts'

const againMs = 60_000
const head = 'border-b border-edge pr-4 pb-1 text-left align-bottom text-xs font-normal text-ink-2'
const cell = 'h-9 border-b border-hairline pr-4 whitespace-nowrap'

/** County by county, figures only: for the national coordinator. */
export function Counties() {
  const t = useText()
  const may = useMay('reporting.counties')
  const [period, setPeriod] = useState<Period>('month')
  const from = useMemo(() => startOf(period, serverNow()), [period])
  const counties = useAsk('reporting.counties', { from }, { enabled: may, everyMs: againMs })
  if (!may) return <Failed error={new Refusal('not_allowed')} />
  const rows = counties.data ?? []
  return (
    <InsightSheet
      view="counties"
      title={rows.length > 0 ? t('insight.countiesHead', { count: rows.length }) : t('insight.counties')}
      range={t('insight.range', { from: date(from) })}
      period={period}
      onPeriod={setPeriod}
      aside={<p className="text-ink-2">{t('insight.countiesNote')}</p>}
    >
      {counties.isPending && <Loading rows={8} onRetry={() => void counties.refetch()} />}
      {counties.error && <Failed error={counties.error} onRetry={() => void counties.refetch()} />}
      {counties.data?.length === 0 && <Empty>{t('insight.countiesNone')}</Empty>}
      {rows.length > 0 && (
        <div className="overflow-x-auto print:overflow-visible">
          <table className="w-full border-collapse">
            <caption className="sr-only">{t('insight.counties')}</caption>
            <thead>
              <tr>
                <th scope="col" className={head}>
                  {t('insight.county')}
                </th>
                <th scope="col" className={classes(head, 'text-right')}>
                  {t('insight.contactsHead')}
                </th>
                {phases.map((phase) => (
                  <th key={phase} scope="col" className={classes(head, 'text-right')}>
                    <b className="block text-ink">{t(`insight.phase.${phase}`)}</b>
                    {phase.replace('-', ' – ')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ county, contacts, figures }) => (
                <tr key={county}>
                  <th scope="row" className={classes(cell, 'text-left')}>
                    {county}
                  </th>
                  <td className={classes(cell, 'text-right')}>{contacts}</td>
                  {figures.map(({ phase, n, p50, p90 }) => (
                    <td key={phase} className={classes(cell, 'text-right', n === 0 && 'text-ink-3')}>
                      {p50 !== null && p90 !== null
                        ? t('insight.countyFigure', { p50: length(p50), p90: length(p90) })
                        : n === 0
                          ? t('app.none')
                          : t('insight.countyFew', { n })}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="pt-2 text-xs text-ink-2">{t('insight.countiesLegend')}</p>
        </div>
      )}
    </InsightSheet>
  )
}
