import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { hhmm } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField } from '../../platform/ui/Field.tsx'
import { Scroller } from '../../platform/ui/Scroller.tsx'
import { Empty } from '../../platform/ui/states.tsx'
import { factText } from './factText.ts'
import { TimelineIcon } from './TimelineIcon.tsx'
import { dayTitle, linesOf, type TimelineLine } from './timelineLines.ts'

type TimelineProps = { view: CaseView; mayWrite: boolean; onNote: () => void }

/** Everything that happened, newest first, told from the facts. Nothing in it is ever rewritten. */
export function Timeline({ view, mayWrite, onNote }: TimelineProps) {
  const t = useText()
  const [isFull, setFull] = useState(false)
  const days = useMemo(() => linesOf(view, isFull), [view, isFull])
  return (
    <>
      <div className="flex min-h-11 shrink-0 items-center gap-4 border-b border-hairline pr-4 pl-6">
        <h3 className="text-s">{t('cases.timeline')}</h3>
        <CheckField
          label={t('cases.everything')}
          checked={isFull}
          onChange={(changed) => setFull(changed.currentTarget.checked)}
        />
        {mayWrite && (
          <Button icon={Plus} chord="N" className="my-1 ml-auto" onClick={onNote}>
            {t('cases.note')}
          </Button>
        )}
      </div>
      <Scroller label={t('cases.timeline')} className="min-h-0 flex-1 px-6 pb-6 print:overflow-visible">
        {days.length === 0 && <Empty>{t('app.empty')}</Empty>}
        {days.map(([day, lines]) => (
          <section key={day} aria-label={day}>
            <h4 className="pt-3 pb-1 font-strong">{dayTitle(t, lines[0]?.at ?? serverNow(), serverNow())}</h4>
            <ol>
              {lines.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </ol>
          </section>
        ))}
      </Scroller>
    </>
  )
}

function Line({ line }: { line: TimelineLine }) {
  const t = useText()
  return (
    <li className="grid min-h-9 grid-cols-[3.25rem_1.25rem_minmax(0,1fr)_auto] items-baseline gap-3 border-t border-hairline py-1.5 first:border-t-0">
      <time className="font-code text-xs text-ink-3" dateTime={line.at.toISOString()}>
        {hhmm(line.at)}
      </time>
      <span className="translate-y-0.5">
        <TimelineIcon line={line} />
      </span>
      <p className="break-words whitespace-pre-wrap">
        {line.kind === 'note' ? (
          <>
            <b>{t(`cases.noteKind.${line.note.kind}`)}.</b> {line.note.text}
          </>
        ) : (
          factText(t, line.fact)
        )}
      </p>
      <span className="text-ink-2">{line.by}</span>
    </li>
  )
}
