import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { defaultLadderTimes } from '@veghe/shared/oncall/oncall.rules.ts'
import { useNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { length } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'

const kinds = ['app', 'sms', 'voice', 'nextTeam'] as const

/**
 * What happens if nobody answers. Only the first round began when the dispatch was sent: in a later one the phone does
 * not know the start, and draws no progress.
 */
export function Rungs({ dispatch }: { dispatch: FieldDispatch }) {
  const t = useText()
  const now = useNow()
  const times = defaultLadderTimes[dispatch.priority]
  const gone = dispatch.step === 'sent' ? now - dispatch.sentAt.getTime() : -1
  const running = kinds.findLastIndex((kind) => times[kind] <= gone)
  return (
    <ol aria-label={t('field.ladder')} className="grid grid-cols-4 gap-1 text-s leading-[1.25] text-ink-2">
      {kinds.map((kind, i) => {
        const isNow = i === running
        const end = times[kinds[i + 1] ?? kind]
        const share =
          i < running ? 1 : isNow && end > times[kind] ? (gone - times[kind]) / (end - times[kind]) : 0
        return (
          <li key={kind} className={classes(isNow && 'font-[600] text-ink')}>
            <span aria-hidden className="mb-2 block h-1 bg-hairline">
              <span
                className={classes('block h-full', isNow ? 'bg-ink' : 'bg-ink-2')}
                style={{ width: `${Math.min(1, share) * 100}%` }}
              />
            </span>
            {t(`field.rung.${kind}`)}
            {i > 0 && <span className="block">{t('app.at', { time: length(times[kind]) })}</span>}
          </li>
        )
      })}
    </ol>
  )
}
