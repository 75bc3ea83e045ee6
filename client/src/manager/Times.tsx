import type { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { useMemo, useState } from 'react'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { serverNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { date, hhmm } from '../platform/time.ts'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { ClassFilter } from './ClassFilter.tsx'
import { headlineOf } from './headline.ts'
import { InsightSheet } from './InsightSheet.tsx'
import { Meanings } from './Meanings.tsx'
import { PhaseTable } from './PhaseTable.tsx'
import { type Period, useSince } from './period.ts'
import { linesOf, receivedSince } from './phases.ts'
import { TimesTable } from './TimesTable.tsx'
import { useNewcomers } from './useNewcomers.ts'

type TimesProps = { period: Period; onPeriod: (period: Period) => void }

/** How long each phase took, counted here from the contacts below: what the table shows is what the figures say. */
export function Times({ period, onPeriod }: TimesProps) {
  const t = useText()
  const { entries, state, refresh } = useBoard(boards.times)
  useNewcomers(entries, refresh)
  const [wanted, setWanted] = useState<QueueClass | null>(null)
  const since = useSince(period)
  const known = useMemo(() => receivedSince(entries, since), [entries, since])
  const { contacts, lines } = useMemo(() => {
    const chosen = known.contacts.filter((one) => wanted === null || one.queueClass === wanted)
    return { contacts: chosen, lines: linesOf(chosen.map((one) => one.clock)) }
  }, [known, wanted])
  const headline = headlineOf(lines)
  const isWaiting = state === 'loading' || state === 'failed'
  const none = wanted ? t('insight.noneOf', { mark: wanted }) : t('insight.none')
  return (
    <InsightSheet
      view="times"
      title={
        isWaiting
          ? t('insight.phases')
          : contacts.length > 0
            ? t(headline.key, headline.values)
            : none.replace(/\.$/, '')
      }
      range={t('insight.range', { from: dateTime(known.from) })}
      period={period}
      onPeriod={onPeriod}
      aside={<ClassFilter value={wanted} onChange={setWanted} />}
    >
      {state === 'failed' && <Failed onRetry={refresh} />}
      {state === 'loading' && <Loading rows={12} onRetry={refresh} />}
      {state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}
      {!isWaiting && contacts.length === 0 && <Empty>{none}</Empty>}
      {contacts.length > 0 && (
        <>
          <div className="grid gap-x-10 gap-y-4 xl:grid-cols-[minmax(0,1fr)_18rem] print:grid-cols-1">
            <PhaseTable lines={lines} />
            <Meanings />
          </div>
          {known.isCut && (
            <p className="pt-4">
              {t('insight.onlyNewest', { n: known.contacts.length, from: dateTime(known.from) })}
            </p>
          )}
          <TimesTable contacts={contacts} />
        </>
      )}
    </InsightSheet>
  )
}

const dateTime = (at: Date): string =>
  at.getTime() > serverNow().getTime() - 172_800_000 ? `${date(at)} ${hhmm(at)}` : date(at)
