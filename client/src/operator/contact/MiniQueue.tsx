import { Link } from '@tanstack/react-router'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useMemo } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useLostSince } from '../../platform/connection.tsx'
import { useText } from '../../platform/i18n.ts'
import { useMe } from '../../platform/session.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { ChannelIcon } from '../queue/Channel.tsx'
import { lanesOf } from '../queue/lanes.ts'

/** More would need a scroll, and who has a contact in hand does not read a list. */
const drawnAtMost = 18

/** The queue out of the corner of the eye, while one has a contact in hand. */
export function MiniQueue({ openId }: { openId: ContactId }) {
  const t = useText()
  const me = useMe()
  const { entries } = useBoard(boards.queue)
  const lanes = useMemo(() => lanesOf(entries, me.staffId), [entries, me.staffId])
  const frozenAt = useLostSince()
  const mine = lanes.held.filter((entry) => entry.holder?.staffId === me.staffId)
  const waiting = [...lanes.urgent, ...lanes.waiting]
  const row =
    'grid h-10 grid-cols-[1rem_1rem_minmax(0,1fr)] items-center gap-1.5 border-b border-hairline pr-2 pl-3 text-right text-inherit no-underline -outline-offset-3'
  return (
    <nav aria-label={t('queue.title')} className="hidden min-h-0 flex-col overflow-hidden vast:flex">
      <h2 className="flex min-h-12 items-center border-b border-hairline px-3 text-m">
        {t('queue.small')} {waiting.length}
      </h2>
      {mine.map((entry) => (
        <Link
          key={entry.id}
          to="/console/contact/$contactId"
          params={{ contactId: entry.id }}
          className={classes(row, entry.id === openId && 'bg-raised font-strong bar-here')}
          aria-current={entry.id === openId ? 'page' : undefined}
        >
          <PriorityMarker mark={entry.queueClass} weight="shape" />
          <ChannelIcon channel={entry.channel} />
          <Timer since={entry.answeredAt ?? entry.receivedAt} isShort className="text-xs" />
        </Link>
      ))}
      <ul className={frozenAt === null ? '' : 'text-ink-3'}>
        {waiting.slice(0, drawnAtMost).map((entry) => (
          <li key={entry.id} className={row}>
            <PriorityMarker mark={entry.queueClass} weight="shape" />
            <ChannelIcon channel={entry.channel} />
            <Timer since={entry.receivedAt} until={frozenAt} isShort className="text-xs" />
          </li>
        ))}
      </ul>
      {waiting.length > drawnAtMost && (
        <p className="px-3 py-2 text-xs text-ink-2">{t('app.more', { n: waiting.length - drawnAtMost })}</p>
      )}
    </nav>
  )
}
