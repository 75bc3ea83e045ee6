import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useMemo } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useLostSince } from '../../platform/connection.tsx'
import { type Text, useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { useMe } from '../../platform/session.tsx'
import { hhmm } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Pane } from '../../platform/ui/Pane.tsx'
import { Failed, Loading } from '../../platform/ui/states.tsx'
import { type Line, Lines } from './Lines.tsx'
import { lanesOf, nextOf } from './lanes.ts'
import { UrgentLane } from './UrgentLane.tsx'
import { useHands, useHeldOrder } from './useHeldOrder.ts'
import { useNews } from './useNews.ts'

/** The whole queue of the county. What is dangerous has its own lane on top; the rest scrolls under it. */
export function QueuePane() {
  const t = useText()
  const { state, refresh } = useBoard(boards.queue)
  return (
    <Pane label={t('queue.title')} id="queue">
      {state === 'loading' && <Loading rows={8} onRetry={refresh} />}
      {state === 'failed' && <Failed onRetry={refresh} />}
      {(state === 'live' || state === 'stale') && <Queue isStale={state === 'stale'} />}
    </Pane>
  )
}

function Queue({ isStale }: { isStale: boolean }) {
  const t = useText()
  const me = useMe()
  const { entries } = useBoard(boards.queue)
  const lanes = useMemo(() => lanesOf(entries, me.staffId), [entries, me.staffId])
  const all = useMemo(() => new Map<string, QueueEntry>(entries.map((each) => [each.id, each])), [entries])
  const lostSince = useLostSince()
  const { holding, handlers } = useHands()
  const waiting = useHeldOrder(lanes.waiting, all, holding)
  const held = useHeldOrder(lanes.held, all, holding)
  const callBacks = useCallBackLines()
  const fresh = waiting.fresh + held.fresh
  const resort = () => {
    waiting.resort()
    held.resort()
  }
  useKeys(fresh > 0 ? [{ chord: 'R', label: 'keys.reorder', run: resort }] : [])
  const next = nextOf(lanes)
  const news = useNews(lanes)

  const lines: Line[] = [
    {
      kind: 'head',
      id: 'waiting',
      title: t('queue.toAssess'),
      count: lanes.waiting.length,
      waits: lanes.waiting,
    },
    ...waiting.order.map((entry) => line(entry, entry.state !== 'waiting', entry.id === next?.id)),
    ...(waiting.order.length > 0
      ? []
      : [{ kind: 'nothing', id: 'none', text: emptyText(t, entries) } as const]),
    { kind: 'head', id: 'held', title: t('queue.inWork'), count: lanes.held.length },
    ...held.order.map((entry) => line(entry, entry.state !== 'held', false)),
    ...callBacks,
  ]
  return (
    <>
      <UrgentLane entries={lanes.urgent} nextId={next?.id} frozenAt={lostSince} isStale={isStale} />
      <div {...handlers} className="relative flex min-h-0 flex-1 flex-col">
        <Lines lines={lines} frozenAt={lostSince} />
        {fresh > 0 && (
          <Button className="absolute right-4 bottom-3" chord="R" onClick={resort}>
            {t('queue.fresh', { count: fresh })}
          </Button>
        )}
      </div>
      <p role="status" className="sr-only">
        {news}
      </p>
    </>
  )
}

const line = (entry: QueueEntry, isGone: boolean, isNext: boolean): Line => ({
  kind: 'entry',
  id: entry.id,
  entry,
  isGone,
  isNext,
})

/** Neither a picture nor praise: that nobody waits, and when the last one came. */
function emptyText(t: Text, entries: readonly QueueEntry[]): string {
  const last = Math.max(...entries.map((entry) => entry.receivedAt.getTime()))
  return Number.isFinite(last) ? t('queue.emptyLast', { time: hhmm(new Date(last)) }) : t('queue.empty')
}

function useCallBackLines(): Line[] {
  const t = useText()
  const { entries } = useBoard(boards.callBacks)
  const open = entries
    .filter((each) => each.state === 'open')
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  if (open.length === 0) return []
  return [
    {
      kind: 'head',
      id: 'call-backs',
      title: t('app.callBacks'),
      count: open.length,
      aside: t('callBacks.byPeople'),
    },
    ...open.map((callBack): Line => ({ kind: 'callBack', id: callBack.id, callBack })),
  ]
}
