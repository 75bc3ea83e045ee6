import { CaseOutcome, ClosingGap } from '@veghe/shared/cases/cases.codes.ts'
import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { useState } from 'react'
import { z } from 'zod'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { SelectField, TextField } from '../../platform/ui/Field.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed, Notice } from '../../platform/ui/states.tsx'
import { tell } from '../../platform/ui/toasts.tsx'

/** No case closes without an outcome and a body that is responsible next; what still stands against it is listed. */
export function CloseSheet({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const t = useText()
  const close = useAct('cases.close')
  const [outcome, setOutcome] = useState<string>('')
  const [nextBody, setNextBody] = useState(view.nextBody ?? '')
  const chosen = CaseOutcome.safeParse(outcome)
  const canSave = chosen.success && nextBody.trim() !== '' && !close.isPending
  const gaps = gapsIn(close.error) ?? []
  const save = () => {
    if (!canSave) return
    close.mutate(
      { caseId: view.id, version: view.version, outcome: chosen.data, nextBody: nextBody.trim() },
      {
        onSuccess: ({ state }) => {
          tell(t(state === 'closed' ? 'cases.isClosed' : 'cases.closeProposed'))
          forget('cases.view', { caseId: view.id })
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('cases.close')}
      open
      onClose={onClose}
      onConfirm={save}
      footer={
        <Button look="primary" size="m" chord="Ctrl+Enter" disabled={!canSave} onClick={save}>
          {t('cases.close')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <SelectField
          label={t('cases.outcomeLabel')}
          empty=""
          options={CaseOutcome.options.map((each) => ({ value: each, label: t(`cases.outcome.${each}`) }))}
          value={outcome}
          onChange={(changed) => setOutcome(changed.currentTarget.value)}
        />
        <TextField
          label={t('cases.nextBody')}
          hint={t('cases.nextBodyHint')}
          maxLength={200}
          value={nextBody}
          onChange={(typed) => setNextBody(typed.currentTarget.value)}
        />
        {gaps.length > 0 ? (
          <Notice>
            <p className="font-[600]">{t('cases.cantClose')}</p>
            <ul className="mt-1 list-disc pl-5">
              {gaps.map((gap) => (
                <li key={gap}>{t(`cases.gap.${gap}`)}</li>
              ))}
            </ul>
          </Notice>
        ) : (
          close.error && <Failed error={close.error} />
        )}
      </div>
    </Sheet>
  )
}

const Gaps = z.object({ gaps: z.array(ClosingGap) })

/** What the server says is still missing. */
function gapsIn(failed: Error | null): ClosingGap[] | null {
  return failed instanceof Refusal ? (Gaps.safeParse(failed.details).data?.gaps ?? null) : null
}
