import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import { useNow } from '../platform/clock.ts'
import { type Text, useText } from '../platform/i18n.ts'
import { length } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { type Rung, rungsOf } from './ladder.ts'

type LadderBarProps = { ladder: Ladder; frozenAt: number | null }

/** How the team is being reached: what was tried, what is being tried, what comes next and in how many seconds. */
export function LadderBar({ ladder, frozenAt }: LadderBarProps) {
  const t = useText()
  const clock = useNow()
  const now = frozenAt ?? clock
  const rungs = rungsOf(ladder, now)
  const isUrgent = ladder.priority === 'P0' || ladder.priority === 'P1'
  if (rungs.length === 0) return null
  return (
    <ol
      aria-label={t('duty.ladder')}
      className="grid gap-x-1"
      style={{ gridTemplateColumns: `repeat(${rungs.length}, minmax(0, 1fr))` }}
    >
      {rungs.map((rung) => (
        <li
          key={rung.kind}
          aria-current={rung.stands === 'now' ? 'step' : undefined}
          className={classes('text-xs', rung.stands === 'ahead' ? 'text-ink-3' : 'text-ink-2')}
        >
          <Track rung={rung} isUrgent={isUrgent} />
          <span className="mt-1.5 block">{length(rung.offsetMs)}</span>
          <b
            className={classes(
              'block truncate',
              rung.stands === 'now' && isUrgent
                ? 'text-p1-text'
                : rung.stands === 'ahead'
                  ? 'font-normal'
                  : 'text-ink',
            )}
          >
            {t(`duty.rung.${rung.kind}`)}
          </b>
          <span className="block truncate">{underRung(t, rung, now)}</span>
        </li>
      ))}
    </ol>
  )
}

function Track({ rung, isUrgent }: { rung: Rung; isUrgent: boolean }) {
  const gone = rung.stands === 'done' ? 1 : rung.stands === 'now' ? Math.max(0.04, rung.share) : 0
  return (
    <span aria-hidden className="block h-1.5 bg-hairline forced-colors:border">
      <span
        className={classes('block h-full', rung.stands === 'now' && isUrgent ? 'bg-p1-edge' : 'bg-ink-2')}
        style={{ width: `${gone * 100}%` }}
      />
    </span>
  )
}

function underRung(t: Text, rung: Rung, now: number): string {
  if (rung.stands === 'ahead') return t('duty.nextIn', { left: length(rung.at.getTime() - now) })
  if (rung.state === null) return t('duty.page.planned')
  if (rung.kind === 'app' && rung.state === 'sent') return t('duty.appSent')
  if (rung.kind === 'voice' && rung.state === 'sent')
    return `${t('duty.voiceSent')} ${length(now - rung.at.getTime())}`
  return t(`duty.page.${rung.state}`)
}
