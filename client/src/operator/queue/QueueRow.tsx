import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { memo } from 'react'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { classes } from '../../platform/ui/classes.ts'
import { barOf, PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { Cell } from './Cell.tsx'
import { ChannelIcon } from './Channel.tsx'
import { hasReason, stateText, whoText, whyText } from './why.ts'

/** One grid for every lane, so that each thing stands under its like. */
export const rowGrid =
  'grid grid-cols-[1.25rem_1.25rem_minmax(0,1fr)_3.25rem] items-center gap-x-3 pr-4 pl-6 sm:grid-cols-[7.75rem_1.25rem_minmax(0,1fr)_3.25rem_7rem] roomy:grid-cols-[7.75rem_1.25rem_minmax(0,1fr)_9rem_3.75rem_3.25rem_6.5rem]'

type QueueRowProps = {
  entry: QueueEntry
  isNext: boolean
  isMine: boolean
  /** Counters stand still here while the screen cannot vouch for them. */
  frozenAt: number | null
  /** Milliseconds after which the wait is drawn as too long. */
  overMs: number
  /** It left this lane while somebody was looking at it. */
  isGone?: boolean
}

/** What a row of a lane says. A row tells; it is not picked. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { entry, isNext, isMine, frozenAt, overMs, isGone = false } = props
  const t = useText()
  const isWaiting = entry.state === 'waiting'
  const isTall = isTallRow(entry)
  return (
    <div
      className={classes(
        rowGrid,
        'content-center border-t border-hairline',
        isTall ? 'min-h-14' : 'min-h-10',
        isWaiting && barOf(entry.queueClass),
        isNext && 'rounded-[2px] bg-raised outline-3 -outline-offset-3 outline-focus',
        (frozenAt !== null || isGone) && 'text-ink-3',
      )}
    >
      <Marker entry={entry} isAct={isWaiting} isTall={isTall} />
      <Cell className={isTall ? 'row-span-2' : ''}>
        <ChannelIcon channel={entry.channel} />
      </Cell>
      <Cell
        className={classes(
          'truncate',
          isTall && 'text-m leading-[1.3] font-strong',
          isGone && 'line-through',
        )}
      >
        {whoText(t, entry)}
      </Cell>
      <Cell className="hidden truncate roomy:block">{entry.place ?? t('queue.noPlace')}</Cell>
      <Cell className="hidden truncate text-right text-ink-2 roomy:block">{stateText(t, entry)}</Cell>
      <Cell>
        <Timer
          since={isWaiting ? entry.receivedAt : (entry.answeredAt ?? entry.receivedAt)}
          until={frozenAt}
          isOld={frozenAt !== null}
          className="font-[600]"
          {...(isWaiting ? { overMs } : {})}
        />
      </Cell>
      <Cell className="hidden truncate text-ink-2 sm:block">
        {isMine ? t('app.you') : (entry.holder?.name ?? t(isGone ? 'queue.left' : 'queue.free'))}
      </Cell>
      {isTall && (
        <Cell className="col-start-3 -col-end-1 row-start-2 truncate text-xs text-ink-2">
          {whyText(t, entry, frozenAt ?? serverNow().getTime())}
        </Cell>
      )}
    </div>
  )
})

type MarkProps = { entry: QueueEntry; isAct: boolean; isTall: boolean }

function Marker({ entry, isAct, isTall }: MarkProps) {
  const t = useText()
  const possible = isAct && entry.queueClass === 'P?' && entry.hint
  return (
    <Cell className={isTall ? 'row-span-2' : ''}>
      <span className="flex max-sm:hidden">
        <PriorityMarker
          wide
          mark={entry.queueClass}
          weight={isAct ? 'act' : 'name'}
          {...(possible ? { word: t('queue.possible', { mark: possible.raiseTo }) } : {})}
        />
      </span>
      <span className="sm:hidden">
        <PriorityMarker mark={entry.queueClass} weight="shape" />
      </span>
    </Cell>
  )
}

export const isTallRow = (entry: QueueEntry): boolean =>
  entry.state === 'waiting' && (entry.queueClass === 'P0' || entry.queueClass === 'P1' || hasReason(entry))
