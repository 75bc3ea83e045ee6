import { Link } from '@tanstack/react-router'
import type { CaseEntry } from '@veghe/shared/cases/cases.contract.ts'
import { DispatchStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { fold } from '@veghe/shared/kernel/fold.ts'
import { useState } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'
import { TextField } from '../../platform/ui/Field.tsx'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Empty, Failed, Loading } from '../../platform/ui/states.tsx'
import { Tag } from '../../platform/ui/Tag.tsx'

const drawnAtMost = 80

/** Open cases of the county, the most severe first; found by number or place, with or without diacritics. */
export function Cases() {
  const t = useText()
  const { entries, state, refresh } = useBoard(boards.cases)
  const [text, setText] = useState('')
  const wanted = fold(text)
  const shown = entries
    .filter((each) => fold(`${each.number} ${each.place ?? ''} ${each.openedBy}`).includes(wanted))
    .toSorted(
      (a, b) =>
        Number(a.state === 'closed') - Number(b.state === 'closed') ||
        a.priority.localeCompare(b.priority) ||
        b.openedAt.getTime() - a.openedAt.getTime(),
    )
  const open = entries.filter((each) => each.state === 'open').length
  return (
    <Pane label={t('app.cases')} id="cases" className="h-full">
      <PaneHead title={`${t('app.cases')} ${open}`}>
        {state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}
        <TextField
          label={t('cases.find')}
          bare
          small
          data-pane-focus
          placeholder={t('cases.find')}
          value={text}
          onChange={(typed) => setText(typed.currentTarget.value)}
          className="ml-auto w-64"
        />
      </PaneHead>
      {state === 'loading' && <Loading rows={8} onRetry={refresh} />}
      {state === 'failed' && <Failed onRetry={refresh} />}
      {state !== 'loading' && shown.length === 0 && (
        <Empty>{text ? t('app.findNothing', { text }) : t('cases.none')}</Empty>
      )}
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {shown.slice(0, drawnAtMost).map((each) => (
          <Row key={each.id} entry={each} />
        ))}
        {shown.length > drawnAtMost && (
          <li className="px-6 py-3 text-ink-2">{t('cases.more', { n: shown.length - drawnAtMost })}</li>
        )}
      </ul>
    </Pane>
  )
}

function Row({ entry }: { entry: CaseEntry }) {
  const t = useText()
  const step = DispatchStep.safeParse(entry.dispatchStep)
  return (
    <li className="border-t border-hairline first:border-t-0">
      <Link
        to="/console/case/$caseId"
        params={{ caseId: entry.id }}
        className="grid min-h-11 grid-cols-[8.5rem_minmax(0,1fr)_auto] items-center gap-x-4 py-1 pr-4 pl-6 text-ink no-underline -outline-offset-3 hover:bg-raised md:grid-cols-[8.5rem_7.5rem_minmax(0,1fr)_11rem_10rem_8rem]"
      >
        <b className="font-code">{entry.number}</b>
        <span className="max-md:hidden">
          <PriorityMarker mark={entry.priority} weight={entry.state === 'open' ? 'act' : 'name'} />
        </span>
        <span className="truncate">
          <span className="md:hidden">{entry.priority} · </span>
          {entry.place ?? t('queue.noPlace')}
        </span>
        <span className="text-ink-2 max-md:hidden">
          {[
            t('cases.children', { count: entry.children }),
            t('cases.contacts', { count: entry.contacts }),
          ].join(' · ')}
        </span>
        <span className="truncate max-md:hidden">
          {entry.state === 'closed'
            ? t('cases.closed')
            : step.success
              ? t(`duty.step.${step.data}`)
              : t('cases.noTeamSent')}
        </span>
        <span className="text-right text-ink-2">{whenShort(entry.openedAt, serverNow())}</span>
      </Link>
    </li>
  )
}
