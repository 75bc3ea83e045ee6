import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { hhmmss, length } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { type ClockStep, clockOf, contactOf } from './oneClock.ts'

type ClockTableProps = { dispatch: DispatchEntry; frozenAt: number | null }

/** One clock from ring to safe child: when each step was reached, how long after the call, and against which target. */
export function ClockTable({ dispatch, frozenAt }: ClockTableProps) {
  const t = useText()
  const clock = useNow()
  const now = frozenAt ?? clock
  const { entries: times } = useBoard(boards.times)
  const steps = clockOf(dispatch, contactOf(dispatch, times))
  const t0 = steps[0]?.at ?? null
  const head = 'pb-1 text-left text-xs font-normal text-ink-3'
  return (
    <table className="w-full border-collapse">
      <caption className={t0 ? 'sr-only' : 'caption-bottom pt-2 text-left text-xs text-ink-3'}>
        {t(t0 ? 'duty.clock' : 'duty.clockUnknown')}
      </caption>
      <thead>
        <tr>
          <th scope="col" colSpan={2} className={head}>
            {t('duty.clockStep')}
          </th>
          <th scope="col" className={classes(head, 'text-right')}>
            {t('duty.clockAt')}
          </th>
          <th scope="col" className={classes(head, 'pl-4 text-right max-sm:hidden')}>
            {t('duty.clockSince')}
          </th>
          <th scope="col" className={classes(head, 'pl-4 text-right')}>
            {t('duty.clockPhase')}
          </th>
          <th scope="col" className={classes(head, 'pl-4 text-right')}>
            {t('duty.clockTarget')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => (
          <StepRow key={step.code} step={step} t0={t0} now={now} isFirst={i === 0} />
        ))}
      </tbody>
    </table>
  )
}

type StepRowProps = { step: ClockStep; t0: Date | null; now: number; isFirst: boolean }

function StepRow({ step, t0, now, isFirst }: StepRowProps) {
  const t = useText()
  const { code, at, stands, phase } = step
  const isNow = stands === 'now'
  const end = at?.getTime() ?? (isNow ? now : null)
  const took = phase && end !== null ? end - phase.from.getTime() : null
  const isOver = took !== null && phase?.targetMs != null && took > phase.targetMs
  const cell = 'h-8 text-right'
  return (
    <tr
      data-testid={`T${code}`}
      aria-current={isNow ? 'step' : undefined}
      className={classes(
        'border-t border-hairline',
        stands === 'ahead' || stands === 'skipped' ? 'text-ink-3' : '',
        isNow && 'font-strong',
      )}
    >
      <td className="relative w-6">
        <Dot stands={stands} isFirst={isFirst} />
      </td>
      <th scope="row" className="h-8 pl-2 text-left font-normal">
        <span className={classes('inline-block w-8', isNow ? 'font-strong' : 'text-ink-3')}>T{code}</span>
        <span className={isNow ? 'font-strong' : ''}>{t(`duty.t.${code}`)}</span>
      </th>
      <td className={cell}>{at ? hhmmss(at) : stands === 'skipped' ? t('duty.skipped') : ''}</td>
      <td className={classes(cell, 'pl-4 max-sm:hidden')}>{since(t0, at, code)}</td>
      <td className={classes(cell, 'pl-4')}>{took !== null && code > 0 ? length(took) : ''}</td>
      <td className={classes(cell, 'pl-4 whitespace-nowrap')}>
        {phase?.targetMs != null && (
          <>
            {isOver && <b>{t('duty.overTarget')} </b>}
            <span className={isOver ? '' : 'text-ink-3'}>{length(phase.targetMs)}</span>
          </>
        )}
      </td>
    </tr>
  )
}

const since = (t0: Date | null, at: Date | null, code: number): string =>
  t0 && at && code > 0 ? `+${length(at.getTime() - t0.getTime())}` : ''

function Dot({ stands, isFirst }: { stands: ClockStep['stands']; isFirst: boolean }) {
  const reached = stands === 'done' || stands === 'now'
  return (
    <svg aria-hidden viewBox="0 0 24 32" className="absolute inset-0 h-full w-6 overflow-visible">
      {!isFirst && (
        <path
          d="M12 -16V16"
          strokeWidth="2"
          className={reached || stands === 'skipped' ? 'stroke-ink-2' : 'stroke-hairline'}
        />
      )}
      <circle
        cx="12"
        cy="16"
        r={stands === 'now' ? 5.5 : 4.5}
        strokeWidth={stands === 'now' ? 3 : 1.5}
        className={
          stands === 'done'
            ? 'fill-ink-2 stroke-ink-2'
            : stands === 'now'
              ? 'fill-surface stroke-ink'
              : 'fill-surface stroke-edge'
        }
      />
    </svg>
  )
}
