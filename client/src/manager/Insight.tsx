import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useText } from '../platform/i18n.ts'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { TimesTable } from './TimesTable.tsx'

/** The manager's page: how long each phase took, for every contact. */
export function Insight() {
  const t = useText()
  const { entries, state, refresh } = useBoard(boards.times)
  return (
    <Pane label={t('insight.times')} id="times" className="h-full">
      <PaneHead title={t('insight.times')}>{state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}</PaneHead>
      <Scroller label={t('insight.contacts')} className="min-h-0 flex-1">
        {state === 'failed' && <Failed onRetry={refresh} />}
        {state === 'loading' && <Loading rows={8} onRetry={refresh} />}
        {state === 'live' && entries.length === 0 && <Empty>{t('insight.none')}</Empty>}
        {entries.length > 0 && <TimesTable contacts={entries} />}
      </Scroller>
    </Pane>
  )
}
