import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { CallBack, QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useMay, useMe } from '../../platform/session.tsx'
import { CallBackRow } from './CallBackRow.tsx'
import { LaneHead } from './LaneHead.tsx'
import { isTallRow, QueueRow } from './QueueRow.tsx'

export type Line =
  | { kind: 'head'; id: string; title: string; count: number; waits?: readonly QueueEntry[]; aside?: string }
  | { kind: 'entry'; id: string; entry: QueueEntry; isGone: boolean; isNext: boolean }
  | { kind: 'callBack'; id: string; callBack: CallBack }
  | { kind: 'nothing'; id: string; text: string }

/** Targets for P?: fifteen seconds on the phone, a minute in writing. */
const overMs = (entry: QueueEntry): number => (entry.channel === 'voice' ? 15_000 : 60_000)

const sizes = { head: 36, nothing: 40, callBack: 40 } as const
const sizeOf = (line: Line | undefined): number =>
  line?.kind === 'entry' ? (isTallRow(line.entry) ? 56 : 40) : sizes[line?.kind ?? 'nothing']

/** Lanes under each other in one scroll; only what is in view is drawn, however many wait. */
export function Lines({ lines, frozenAt }: { lines: readonly Line[]; frozenAt: number | null }) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const { at, move } = useRowFocus(lines, scroller)
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (i) => lines[i]?.id ?? i,
    estimateSize: (i) => sizeOf(lines[i]),
    overscan: 6,
  })
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('queue.title')}
      aria-rowcount={lines.length}
      data-pane-focus
      tabIndex={at === null ? 0 : -1}
      onKeyDown={(pressed) => move(pressed, (i) => list.scrollToIndex(i))}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-3"
    >
      <div role="presentation" className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((place) => {
          const line = lines[place.index]
          if (!line) return null
          const isRow = line.kind === 'entry' || line.kind === 'callBack'
          return (
            <div
              key={place.key}
              ref={list.measureElement}
              data-index={place.index}
              role="row"
              aria-rowindex={place.index + 1}
              tabIndex={isRow ? (at === place.index ? 0 : -1) : undefined}
              {...(line.kind === 'entry' ? { 'data-priority': line.entry.queueClass } : {})}
              className="absolute inset-x-0 top-0 -outline-offset-3"
              style={{ transform: `translateY(${place.start}px)` }}
            >
              <LineBody line={line} frozenAt={frozenAt} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function LineBody({ line, frozenAt }: { line: Line; frozenAt: number | null }) {
  const me = useMe()
  if (line.kind === 'callBack') return <CallBackRow callBack={line.callBack} frozenAt={frozenAt} />
  if (line.kind === 'entry') {
    return (
      <QueueRow
        entry={line.entry}
        isNext={line.isNext}
        isMine={line.entry.holder?.staffId === me.staffId}
        frozenAt={frozenAt}
        overMs={overMs(line.entry)}
        isGone={line.isGone}
      />
    )
  }
  return (
    <div role="gridcell">
      {line.kind === 'head' ? (
        <LaneHead {...line} frozenAt={frozenAt} />
      ) : (
        <p className="px-6 py-2 text-ink-2">{line.text}</p>
      )}
    </div>
  )
}

/** Arrows walk through the rows; Enter opens one's own, for nobody picks from the queue, or a colleague's to help. */
function useRowFocus(lines: readonly Line[], scroller: React.RefObject<HTMLDivElement | null>) {
  const me = useMe()
  const maySupervise = useMay('queue.superviseCall')
  const navigate = useNavigate()
  const [at, setAt] = useState<number | null>(null)
  const isRow = (i: number) => lines[i]?.kind === 'entry' || lines[i]?.kind === 'callBack'
  const go = (i: number, show: (i: number) => void) => {
    setAt(i)
    show(i)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${i}"]`)?.focus())
  }
  const move = (pressed: KeyboardEvent, show: (i: number) => void) => {
    if (pressed.key === 'Enter' && at !== null) {
      const line = lines[at]
      const holder = line?.kind === 'entry' ? line.entry.holder : null
      const mayOpen = holder && (holder.staffId === me.staffId || maySupervise)
      if (line?.kind === 'entry' && mayOpen) void navigate({ to: `/console/contact/${line.entry.id}` })
      if (line?.kind === 'callBack') void navigate({ to: '/console/call-backs' })
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key]
    if (step === undefined) return
    pressed.preventDefault()
    let next = (at ?? -1) + step
    while (next >= 0 && next < lines.length && !isRow(next)) next += step
    if (isRow(next)) go(next, show)
  }
  return { at, move }
}
