import type { SecondLook } from '@veghe/shared/triage/triage.contract.ts'
import { useNow } from '../clock.ts'
import { useText } from '../i18n.ts'
import { useAct } from '../query.ts'
import { refusalText } from '../refusals.ts'
import { hhmm, whenShort } from '../time.ts'
import { Button, type ButtonSize } from '../ui/Button.tsx'
import { tell } from '../ui/toasts.tsx'
import { useReason } from './reasons.ts'
import { sourceText } from './source.ts'

type LookRowProps = { look: SecondLook; size: ButtonSize; disabled: boolean }

/** A contact closed with one key, to be looked at by somebody else before the shift ends. */
export function LookRow({ look, size, disabled }: LookRowProps) {
  const t = useText()
  const now = useNow()
  const reason = useReason()
  const act = useAct('triage.look')
  const decide = (verdict: 'agreed' | 'reopened') =>
    act.mutate(
      { contactId: look.id, verdict },
      {
        onSuccess: () => tell(t(verdict === 'agreed' ? 'duty.agreed' : 'duty.reopened')),
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  const isLate = look.dueAt.getTime() < now
  const due = whenShort(look.dueAt, new Date(now))
  return (
    <article data-testid="second-look">
      <p className="flex items-baseline gap-2">
        <b>{reason(look.disposition)}</b>
        <span className="truncate">{sourceText(t, look)}</span>
        <span className={isLate ? 'ml-auto font-strong' : 'ml-auto text-ink-2'}>
          {t(isLate ? 'duty.lookLate' : 'duty.lookDue', { time: due })}
        </span>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="mr-auto text-ink-2">
          {t('duty.closedBy', { name: look.closedBy, time: hhmm(look.closedAt) })}
        </p>
        <span className="flex gap-2">
          <Button size={size} disabled={disabled || act.isPending} onClick={() => decide('agreed')}>
            {t('duty.agree')}
          </Button>
          <Button size={size} disabled={disabled || act.isPending} onClick={() => decide('reopened')}>
            {t('duty.reopen')}
          </Button>
        </span>
      </div>
    </article>
  )
}
