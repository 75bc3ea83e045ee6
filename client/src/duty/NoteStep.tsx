import { ReportedStep, SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { stepMoves } from '@veghe/shared/dispatch/dispatch.rules.ts'
import { useRef, useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { Button } from '../platform/ui/Button.tsx'
import { Menu } from '../platform/ui/Menu.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { Reasons } from './Reasons.tsx'

type NoteStepProps = { dispatch: DispatchEntry; disabled: boolean }

/** What a team without signal says by phone, written down for it. */
export function NoteStep({ dispatch, disabled }: NoteStepProps) {
  const t = useText()
  const report = useAct('dispatch.report')
  const [isSafe, setSafe] = useState(false)
  const next = ReportedStep.options.filter((step) => stepMoves(dispatch.step, step) === 'moves')
  if (next.length === 0 || disabled) return null
  const note = (step: ReportedStep) =>
    report.mutate(
      { dispatchId: dispatch.id, step },
      {
        onSuccess: () => tell(t('duty.noted')),
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  return (
    <>
      <Menu
        label={t('duty.note')}
        groups={[
          {
            title: t('duty.noteHint'),
            choices: next.map((step) => ({ label: t(`duty.step.${step}`), onChoose: () => note(step) })),
          },
          { choices: [{ label: t('duty.childSafe'), onChoose: () => setSafe(true) }] },
        ]}
      >
        {t('duty.note')}
      </Menu>
      {isSafe && <NoteSafe dispatch={dispatch} onClose={() => setSafe(false)} />}
    </>
  )
}

function NoteSafe({ dispatch, onClose }: { dispatch: DispatchEntry; onClose: () => void }) {
  const t = useText()
  const [how, setHow] = useState<SafeHow | null>(null)
  const safe = useAct('dispatch.childSafe')
  const first = useRef<HTMLElement>(null)
  const send = () => {
    if (!how) return
    safe.mutate(
      { dispatchId: dispatch.id, how },
      {
        onSuccess: () => {
          tell(t('duty.noted'))
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('duty.childSafeTitle')}
      open
      onClose={onClose}
      first={first}
      footer={
        <Button look="primary" size="m" disabled={!how || safe.isPending} onClick={send}>
          {t('duty.childSafeSend')}
        </Button>
      }
    >
      <p className="mb-3 text-ink-2">{t('duty.childSafeHint')}</p>
      <Reasons
        label={t('duty.childSafeTitle')}
        value={how}
        options={SafeHow.options.map((value) => ({ value, label: t(`duty.safeHow.${value}`) }))}
        onChange={setHow}
        failed={safe.error}
        first={first}
      />
    </Sheet>
  )
}
