import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { Undo2 } from 'lucide-react'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { hhmm } from '../../platform/time.ts'
import { classes } from '../../platform/ui/classes.ts'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { whyCalled } from '../callbacks/whyCalled.ts'
import { callBackSafety } from '../safe/answers.ts'
import { Cell } from './Cell.tsx'
import { rowGrid } from './QueueRow.tsx'

/** A call-back in the queue's list: when it is due, and whether somebody has said that it is safe. */
export function CallBackRow({ callBack, frozenAt }: { callBack: CallBack; frozenAt: number | null }) {
  const t = useText()
  const now = frozenAt ?? serverNow().getTime()
  const isDue = callBack.dueAt.getTime() <= now
  const last = callBack.attempts.at(-1)
  return (
    <div className={classes(rowGrid, 'min-h-10 border-t border-hairline', frozenAt !== null && 'text-ink-3')}>
      <Cell>
        <span className="max-sm:hidden">
          <PriorityMarker mark={callBack.queueClass} weight="name" />
        </span>
        <span className="sm:hidden">
          <PriorityMarker mark={callBack.queueClass} weight="shape" />
        </span>
      </Cell>
      <Cell>
        <Undo2 aria-hidden className="size-4 text-ink-2" />
      </Cell>
      <Cell className="truncate">
        {callBack.callerDigits ? `…${callBack.callerDigits}` : t('queue.withheld')}
        {' · '}
        <b>{callBackSafety(t, callBack, new Date(now))}</b>
        {` · ${whyCalled(t, callBack)}`}
      </Cell>
      <Cell className="hidden truncate text-ink-2 roomy:block">
        {last ? t(`callBacks.result.${last.result}`) : t('callBacks.notCalled')}
      </Cell>
      <Cell className="hidden text-right text-ink-2 roomy:block">
        {t(isDue ? 'callBacks.due' : 'callBacks.dueAt')}
      </Cell>
      <Cell className={classes('slot-time', isDue ? 'font-heavy' : 'font-[600]')}>
        {hhmm(callBack.dueAt)}
      </Cell>
      <Cell className="hidden truncate text-ink-2 sm:block">
        {t('callBacks.attempts', { count: callBack.attempts.length })}
      </Cell>
    </div>
  )
}
