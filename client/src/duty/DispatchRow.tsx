import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isOver, statusOfStep } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import type { ReactNode } from 'react'
import { useText } from '../platform/i18n.ts'
import { hhmm, hhmmss } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { barOf, type Mark, PriorityMarker } from '../platform/ui/Priority.tsx'
import { TeamStatus } from '../platform/ui/TeamStatus.tsx'
import { Timer } from '../platform/ui/Timer.tsx'
import { isUnanswered, stepSince } from './dispatches.ts'
import { LadderBar } from './LadderBar.tsx'

type DispatchRowProps = {
  dispatch: DispatchEntry
  ladder: Ladder | undefined
  isChosen: boolean
  frozenAt: number | null
  onChoose: () => void
  /** What can be done with the chosen one. */
  children?: ReactNode
}

/** One dispatch of the list: class and place first, then who goes and where they are. */
export function DispatchRow({ dispatch, ladder, isChosen, frozenAt, onChoose, children }: DispatchRowProps) {
  const t = useText()
  const over = isOver(dispatch.step)
  const unanswered = isUnanswered(dispatch)
  const mark: Mark = dispatch.sos ? 'SOS' : dispatch.priority
  const needsSomebody = unanswered || dispatch.sos
  const since = stepSince(dispatch)
  return (
    <li
      data-testid="dispatch"
      data-step={dispatch.step}
      className={classes(
        'border-b border-hairline',
        needsSomebody && (mark === 'P2' ? 'bar-p2' : barOf(mark)),
        isChosen && 'bg-raised',
        (over || frozenAt !== null) && 'text-ink-3',
      )}
    >
      <button
        type="button"
        aria-current={isChosen ? 'true' : undefined}
        tabIndex={isChosen ? 0 : -1}
        data-dispatch={dispatch.id}
        {...(isChosen ? { 'data-pane-focus': true } : {})}
        onClick={onChoose}
        className="block w-full py-3 pr-4 pl-6 text-left -outline-offset-3"
      >
        <span className="flex items-center gap-3">
          <PriorityMarker mark={mark} weight={needsSomebody ? 'act' : 'name'} />
          <b className="truncate text-m">{dispatch.place ?? t('duty.noPlace')}</b>
          <Timer
            since={since}
            until={over ? since : frozenAt}
            className={classes('ml-auto text-m', unanswered ? 'font-strong' : 'text-ink-2')}
          />
        </span>
        <Second dispatch={dispatch} />
      </button>
      {unanswered && ladder?.state === 'running' && (
        <div className="pr-4 pb-3 pl-6">
          <LadderBar ladder={ladder} frozenAt={frozenAt} />
        </div>
      )}
      {children && <div className="flex flex-wrap gap-2 pr-4 pb-3 pl-6">{children}</div>}
    </li>
  )
}

function Second({ dispatch }: { dispatch: DispatchEntry }) {
  const t = useText()
  const { step, teamName, called112At } = dispatch
  const on112 = called112At && t('duty.called112', { time: hhmm(called112At) })
  if (isOver(step)) {
    return (
      <span className="mt-1 block truncate">
        {[t(`duty.step.${step}`), teamName, dispatch.caseNumber].filter(Boolean).join(' · ')}
      </span>
    )
  }
  if (dispatch.teamId === null) {
    return (
      <span className="mt-1 block">
        <b>{t('duty.noTeam')}</b> · {t('duty.noTeamHint')}
      </span>
    )
  }
  if (isUnanswered(dispatch)) {
    return (
      <>
        {on112 && <span className="mt-1 block text-ink-2">{on112}</span>}
        <span className="mt-1 block">
          {teamName} <b>{t('duty.notAcknowledged')}</b> ·{' '}
          {t('duty.sentAt', { time: hhmmss(dispatch.sentAt) })}
        </span>
      </>
    )
  }
  return (
    <span className="mt-1 flex items-center gap-3">
      <TeamStatus code={statusOfStep[step]} />
      <span className="truncate text-ink-2">{[teamName, on112].filter(Boolean).join(' · ')}</span>
    </span>
  )
}
