import { isWorse } from '@veghe/shared/triage/severity.ts'
import { LoweringReason, type Priority, priorities } from '@veghe/shared/triage/triage.codes.ts'
import { useState } from 'react'
import { useLabel, useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { put, useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { SelectField } from '../../platform/ui/Field.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Triage } from './useTriage.ts'
import { classNow } from './Verdict.tsx'

/** Shift+F8, then a digit. Raising happens at once; lowering asks for a reason and waits for a second person. */
export function ClassSheet({ triage, onClose }: { triage: Triage; onClose: () => void }) {
  const t = useText()
  return (
    <Sheet title={t('triage.setTitle')} open onClose={onClose}>
      <Classes triage={triage} onClose={onClose} />
    </Sheet>
  )
}

function Classes({ triage, onClose }: { triage: Triage; onClose: () => void }) {
  const t = useText()
  const label = useLabel()
  const set = useAct('triage.setPriority')
  const [lower, setLower] = useState<Priority | null>(null)
  const now = classNow(triage)
  const { contactId } = triage.assessment
  const send = (priority: Priority, reason?: LoweringReason) =>
    set.mutate(
      { contactId, priority, ...(reason ? { reason } : {}) },
      {
        onSuccess: (next) => {
          put('triage.assessment', { contactId }, next)
          tell(t(next.pending ? 'triage.waitsForSecond' : 'triage.classIsSet', { to: priority }))
          onClose()
        },
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  const choose = (priority: Priority) => {
    const isLower = now !== 'P?' && isWorse(now, priority)
    if (isLower) setLower(priority)
    else send(priority)
  }
  const offered = priorities.filter((each) => each !== 'N')
  useKeys(
    offered.map((each) => ({
      chord: each.slice(1),
      label: 'keys.setClass' as const,
      bar: '0–4',
      run: () => choose(each),
    })),
  )
  return (
    <>
      <ul className="grid gap-1">
        {offered.map((each) => (
          <li key={each}>
            <button
              type="button"
              disabled={set.isPending}
              aria-current={each === now ? 'true' : undefined}
              onClick={() => choose(each)}
              className="flex min-h-11 w-full items-center gap-3 rounded-s border border-edge bg-raised px-2 text-left aria-[current=true]:border-2 aria-[current=true]:border-ink"
            >
              <span className="grid size-7 place-items-center rounded-[3px] border border-edge font-code text-m leading-none font-[600]">
                {each.slice(1)}
              </span>
              <PriorityMarker mark={each} weight="name" />
              <span className="text-ink-2">{each === now && t('triage.inForce')}</span>
            </button>
          </li>
        ))}
      </ul>
      {lower && (
        <form
          className="mt-4 grid gap-3 border-t border-hairline pt-4"
          onSubmit={(sent) => {
            sent.preventDefault()
            const reason = LoweringReason.safeParse(new FormData(sent.currentTarget).get('reason'))
            if (reason.success) send(lower, reason.data)
          }}
        >
          <SelectField
            label={t('triage.lowerReason', { to: lower })}
            hint={t('triage.lowerHint')}
            name="reason"
            autoFocus
            options={triage.protocol.lowering_reasons.map((each) => ({
              value: each.code,
              label: label(each.label),
            }))}
          />
          <Button type="submit" size="m" disabled={set.isPending}>
            {t('triage.proposeLower')}
          </Button>
        </form>
      )}
    </>
  )
}
