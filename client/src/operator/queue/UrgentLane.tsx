import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { length } from '../../platform/time.ts'
import { Tag } from '../../platform/ui/Tag.tsx'
import { LaneHead } from './LaneHead.tsx'
import { QueueRow } from './QueueRow.tsx'

/** A wave can bring hundreds; the first of them are what one acts on. */
const drawnAtMost = 40

type UrgentLaneProps = {
  entries: readonly QueueEntry[]
  nextId: string | undefined
  frozenAt: number | null
  isStale: boolean
}

/** P0 and P1 that wait: three rows high whatever happens, with its own scroll, so that nothing below it moves. */
export function UrgentLane({ entries, nextId, frozenAt, isStale }: UrgentLaneProps) {
  const t = useText()
  return (
    <div className="shrink-0 border-b border-hairline">
      <div className="relative">
        <LaneHead title={t('queue.urgent')} count={entries.length} waits={entries} frozenAt={frozenAt} />
        <span className="absolute top-2 left-48">
          {frozenAt === null ? isStale && <Tag>{t('net.notCurrent')}</Tag> : <Old since={frozenAt} />}
        </span>
      </div>
      <div
        role="grid"
        aria-label={t('queue.urgent')}
        aria-rowcount={Math.max(1, entries.length)}
        tabIndex={0}
        className="h-42 overflow-y-auto -outline-offset-3"
      >
        {entries.slice(0, drawnAtMost).map((entry, i) => (
          <div key={entry.id} role="row" aria-rowindex={i + 1} data-priority={entry.queueClass}>
            <QueueRow
              entry={entry}
              isNext={entry.id === nextId}
              isMine={false}
              frozenAt={frozenAt}
              overMs={0}
            />
          </div>
        ))}
        {entries.length === 0 && (
          <div role="row">
            <div role="gridcell" className="px-6 py-4 text-ink-2">
              {t('queue.nothingUrgent')}
            </div>
          </div>
        )}
      </div>
    </div>
  )
}

function Old({ since }: { since: number }) {
  const t = useText()
  useNow()
  return <Tag>{t('net.old', { length: length(Date.now() - since) })}</Tag>
}
