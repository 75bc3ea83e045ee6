import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { useState } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { serverNow, useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'
import { classes } from '../../platform/ui/classes.ts'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Empty, Failed, Loading } from '../../platform/ui/states.tsx'
import { Tag } from '../../platform/ui/Tag.tsx'
import { callBackSafety } from '../safe/answers.ts'
import { CallBackCard } from './CallBackCard.tsx'
import { isRunning, useOwnCall } from './useOwnCall.ts'
import { whyCalled } from './whyCalled.ts'

const doneAtMost = 20

/** Everyone who was lost, silent or promised a call. Nobody is dialled before a person has said that it is safe. */
export function CallBacks() {
  const t = useText()
  const { entries, state, refresh } = useBoard(boards.callBacks)
  const [openId, setOpenId] = useState<string | null>(null)
  const open = entries
    .filter((each) => each.state === 'open')
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  const done = entries
    .filter((each) => each.state !== 'open')
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime())
  const { mine, line } = useOwnCall(entries)
  const shown = mine ?? entries.find((each) => each.id === openId) ?? open[0]
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto wide:grid wide:grid-cols-[minmax(0,1fr)_26rem] wide:divide-x wide:divide-hairline wide:overflow-hidden">
      <Pane label={t('callBacks.title')} id="call-backs">
        <PaneHead title={`${t('callBacks.title')} ${open.length}`}>
          <span className="ml-auto truncate text-xs text-ink-3">{t('callBacks.byPeople')}</span>
          {state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}
        </PaneHead>
        {state === 'loading' && <Loading onRetry={refresh} />}
        {state === 'failed' && <Failed onRetry={refresh} />}
        <div className="min-h-0 flex-1 wide:overflow-y-auto">
          {state !== 'loading' && open.length === 0 && <Empty>{t('callBacks.none')}</Empty>}
          <ul>
            {open.map((each) => (
              <Row key={each.id} callBack={each} isOpen={each.id === shown?.id} onOpen={setOpenId} />
            ))}
          </ul>
          {done.length > 0 && (
            <>
              <h3 className="px-6 pt-6 pb-2 text-s">{t('callBacks.done')}</h3>
              <ul>
                {done.slice(0, doneAtMost).map((each) => (
                  <Row key={each.id} callBack={each} isOpen={each.id === shown?.id} onOpen={setOpenId} />
                ))}
              </ul>
            </>
          )}
        </div>
      </Pane>
      {shown ? <CallBackCard key={shown.id} callBack={shown} line={line} /> : <div />}
    </div>
  )
}

type RowProps = { callBack: CallBack; isOpen: boolean; onOpen: (id: string) => void }

function Row({ callBack, isOpen, onOpen }: RowProps) {
  const t = useText()
  const now = useNow()
  const { call } = callBack
  const isDue = callBack.state === 'open' && callBack.dueAt.getTime() <= now
  return (
    <li>
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => onOpen(callBack.id)}
        className={classes(
          'grid min-h-12 w-full grid-cols-[5rem_minmax(0,1fr)_auto] items-center gap-3 border-t border-hairline pr-4 pl-6 text-left -outline-offset-3',
          isOpen && 'bg-raised bar-here',
        )}
      >
        <PriorityMarker mark={callBack.queueClass} weight="name" word={false} />
        <span className="min-w-0">
          <span className="block truncate">
            <b className="font-code">
              {callBack.callerDigits ? `…${callBack.callerDigits}` : t('queue.withheld')}
            </b>{' '}
            · {whyCalled(t, callBack)}
          </span>
          {call && isRunning(callBack) ? (
            <b className="block truncate text-xs">{t('callBacks.call.by', { name: call.by.name })}</b>
          ) : (
            <span className="block truncate text-xs text-ink-2">
              {[
                callBackSafety(t, callBack, new Date(now)),
                t('callBacks.attempts', { count: callBack.attempts.length }),
              ].join(' · ')}
            </span>
          )}
        </span>
        <span className={classes('text-right', isDue ? 'font-heavy' : 'text-ink-2')}>
          {callBack.state === 'open'
            ? whenShort(callBack.dueAt, serverNow())
            : t(callBack.state === 'recovered' ? 'callBacks.recovered' : 'callBacks.ended')}
        </span>
      </button>
    </li>
  )
}
