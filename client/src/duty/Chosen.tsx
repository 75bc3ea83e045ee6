import { Link } from '@tanstack/react-router'
import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isOver } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import { type Text, useText } from '../platform/i18n.ts'
import { hhmm, hhmmss } from '../platform/time.ts'
import { Button, buttonClasses } from '../platform/ui/Button.tsx'
import { Section } from '../platform/ui/Pane.tsx'
import { PriorityMarker } from '../platform/ui/Priority.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { AskedTable } from './AskedTable.tsx'
import { ClockTable } from './ClockTable.tsx'
import { NoteStep } from './NoteStep.tsx'

type ChosenProps = {
  dispatch: DispatchEntry
  ladder: Ladder | undefined
  frozenAt: number | null
  onCancel: () => void
}

/** Everything known of one dispatch: its clock, and the proof of who was reached. */
export function Chosen({ dispatch, ladder, frozenAt, onCancel }: ChosenProps) {
  const t = useText()
  const over = isOver(dispatch.step)
  return (
    <>
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-hairline py-2 pr-4 pl-6">
        <PriorityMarker mark={dispatch.priority} weight="name" word={false} />
        <h2 className="text-m">{dispatch.place ?? t('duty.noPlace')}</h2>
        <span className="text-ink-2">
          {dispatch.caseNumber} ·{' '}
          {dispatch.called112At
            ? t('duty.called112', { time: hhmm(dispatch.called112At) })
            : t('duty.not112')}
        </span>
        <Link
          to="/console/case/$caseId"
          params={{ caseId: dispatch.caseId }}
          className={buttonClasses('plain', 's', 'ml-auto')}
        >
          {t('duty.openCase')}
        </Link>
      </div>
      <Scroller label={t('duty.clockAndAsked')} className="min-h-0 flex-1">
        <Section title={t('duty.clock')}>
          <ClockTable dispatch={dispatch} frozenAt={frozenAt} />
        </Section>
        <Section title={t('duty.asked')} aside={ladder && outcomeOf(t, ladder, dispatch)}>
          <AskedTable ladder={ladder} />
        </Section>
      </Scroller>
      {!over && (
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-hairline py-2 pr-4 pl-6">
          <NoteStep dispatch={dispatch} disabled={frozenAt !== null} />
          <Button disabled={frozenAt !== null} onClick={onCancel} className="ml-auto">
            {t('duty.cancel')}
          </Button>
        </div>
      )}
    </>
  )
}

function outcomeOf(t: Text, ladder: Ladder, { acknowledgedAt }: DispatchEntry): string {
  if (ladder.acknowledgedBy && acknowledgedAt)
    return t('duty.acknowledgedBy', { name: ladder.acknowledgedBy, time: hhmmss(acknowledgedAt) })
  return t(`duty.ladderEnded.${ladder.state}`)
}
