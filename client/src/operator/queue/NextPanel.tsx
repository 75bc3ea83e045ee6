import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { Phone } from 'lucide-react'
import { useMemo } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useNow } from '../../platform/clock.ts'
import { useLostSince } from '../../platform/connection.tsx'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMay, useMe } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Facts } from '../../platform/ui/Pane.tsx'
import { barOf, PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { useNext } from '../useNext.ts'
import { lanesOf, nextOf } from './lanes.ts'
import { stateText, whoText, whyText } from './why.ts'

/** Who is served by the next F2 and why: the one filled button of the screen. */
export function NextPanel() {
  const t = useText()
  const me = useMe()
  const mayServe = useMay('queue.next')
  const { entries } = useBoard(boards.queue)
  const next = useMemo(() => nextOf(lanesOf(entries, me.staffId)), [entries, me.staffId])
  return (
    <section
      aria-label={t('queue.nextForYou')}
      className={classes(
        'grid min-h-[21rem] content-start gap-3 bg-raised py-3 pr-4 pl-6',
        next && barOf(next.queueClass),
      )}
    >
      <h2 className="text-s text-ink-2">{t('queue.nextForYou')}</h2>
      {next ? <Next entry={next} /> : <p className="text-m">{t('queue.empty')}</p>}
      {mayServe && <Serve hasNext={next !== undefined} />}
    </section>
  )
}

function Next({ entry }: { entry: QueueEntry }) {
  const t = useText()
  const now = useNow()
  const lost = useLostSince()
  return (
    <>
      <p className="flex items-center gap-2 text-m">
        <PriorityMarker mark={entry.queueClass} />
        {entry.hint && entry.queueClass === 'P?' && (
          <span className="text-ink-2">{t('queue.possible', { mark: entry.hint.raiseTo })}</span>
        )}
        <span className="ml-auto text-ink-2">{stateText(t, entry)}</span>
        <Timer since={entry.receivedAt} until={lost} className="font-strong" />
      </p>
      <p className="text-l font-[600]">
        <span className={entry.opening ? '' : 'font-code'}>
          {entry.callerDigits && !entry.opening ? `07•• ••• ${entry.callerDigits}` : whoText(t, entry)}
        </span>
        <br />
        <span className={entry.place ? '' : 'text-s font-normal text-ink-2'}>
          {entry.place ?? t('queue.noPlace')}
        </span>
      </p>
      <Facts
        rows={[
          [t('queue.whyFirst'), whyText(t, entry, now)],
          [t('queue.channelIs'), t(`queue.channel.${entry.channel}`)],
        ]}
      />
    </>
  )
}

function Serve({ hasNext }: { hasNext: boolean }) {
  const t = useText()
  const me = useMe()
  const { serve, isPending } = useNext()
  const isCutOff = useLostSince() !== null
  const { entries } = useBoard(boards.operators)
  const set = useAct('queue.setStatus')
  const status = entries.find((entry) => entry.id === me.staffId)?.status
  const isOff = status === 'break' || status === 'off'
  if (isOff) {
    return (
      <>
        <Button
          look="primary"
          size="l"
          className="w-full"
          onClick={() =>
            set.mutate(
              { status: 'available' },
              { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
            )
          }
        >
          {t('signIn.available')}
        </Button>
        <p className="text-ink-2">{t('queue.notServed', { status: t(`queue.status.${status}`) })}</p>
      </>
    )
  }
  return (
    <Button
      look="primary"
      size="l"
      icon={Phone}
      chord="F2"
      className="w-full"
      disabled={!hasNext || isPending || isCutOff}
      onClick={serve}
    >
      {t('queue.answer')}
    </Button>
  )
}
