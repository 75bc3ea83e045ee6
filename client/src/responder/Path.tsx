import type { DispatchStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { statusOfStep } from '@veghe/shared/dispatch/dispatch.rules.ts'
import { Check, CheckCheck, Clock3, type LucideIcon } from 'lucide-react'
import { useText } from '../platform/i18n.ts'
import { hhmm } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import type { OwnStep } from './ownStep.ts'
import { type Stamp, stampOf, stepNow } from './steps.ts'

const signs: Record<Stamp['state'], LucideIcon> = { waiting: Clock3, sent: Check, desk: CheckCheck }

type PathProps = { dispatch: FieldDispatch; said: readonly OwnStep[] }

/** Done, now, to come: each with its radio digit, its time on this phone, and how far the word has got. */
export function Path({ dispatch, said }: PathProps) {
  const t = useText()
  const now = stepNow(dispatch, said)
  const isEscorting = now === 'transport' || stampOf(dispatch, said, 'transport') !== null
  const steps: DispatchStep[] = [
    'acknowledged',
    'en_route',
    'on_scene',
    'with_child',
    ...(isEscorting ? (['transport'] as const) : []),
    'returning',
  ]
  const at = now === 'ended' ? steps.length : steps.indexOf(now)
  return (
    <ol
      aria-label={t('field.path')}
      className="grid px-1 pt-2 pb-4 text-center text-xs leading-[1.3] text-ink-2"
      style={{ gridTemplateColumns: `repeat(${steps.length}, minmax(0, 1fr))` }}
    >
      {steps.map((step, i) => {
        const isNow = i === at
        return (
          <li
            key={step}
            data-testid={`step-${statusOfStep[step]}`}
            aria-current={isNow ? 'step' : undefined}
            className={classes('relative pt-10', isNow && 'font-bold text-ink')}
          >
            {i > 0 && (
              <span
                aria-hidden
                className={classes(
                  'absolute top-[1.05rem] right-[calc(50%+1rem)] left-[calc(-50%+1rem)] h-1',
                  i <= at ? 'bg-ink-2' : 'bg-hairline',
                )}
              />
            )}
            <Dot digit={statusOfStep[step]} stands={isNow ? 'now' : i < at ? 'done' : 'ahead'} />
            <span className="block leading-[1.15] [overflow-wrap:anywhere]">
              {t(`oncall.status.${statusOfStep[step]}`)}
            </span>
            <Mark stamp={i <= at ? stampOf(dispatch, said, step) : null} />
          </li>
        )
      })}
    </ol>
  )
}

function Dot({ digit, stands }: { digit: string; stands: 'done' | 'now' | 'ahead' }) {
  return (
    <span
      className={classes(
        'absolute left-1/2 grid -translate-x-1/2 place-items-center rounded-pill font-bold',
        stands === 'now' && 'top-0 size-[2.4rem] border-4 border-ink text-l text-ink',
        stands === 'done' && 'top-[0.3rem] size-7 bg-ink-2 text-ground',
        stands === 'ahead' && 'top-[0.3rem] size-7 border-2 border-edge text-ink-3',
      )}
    >
      {digit}
    </span>
  )
}

function Mark({ stamp }: { stamp: Stamp | null }) {
  const t = useText()
  if (!stamp) return null
  const Sign = signs[stamp.state]
  return (
    <span className="flex items-center justify-center gap-1 font-normal">
      {hhmm(stamp.at)}
      <Sign role="img" aria-label={t(`field.state.${stamp.state}`)} className="size-3.5" />
    </span>
  )
}
