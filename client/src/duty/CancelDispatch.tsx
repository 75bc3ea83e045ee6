import { CancelReason } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { useRef, useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { Button } from '../platform/ui/Button.tsx'
import { PriorityMarker } from '../platform/ui/Priority.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { Reasons } from './Reasons.tsx'

type CancelDispatchProps = { dispatch: DispatchEntry; onClose: () => void }

/** Takes a reason; the first focus is on the way back. */
export function CancelDispatch({ dispatch, onClose }: CancelDispatchProps) {
  const t = useText()
  const [reason, setReason] = useState<CancelReason | null>(null)
  const cancel = useAct('dispatch.cancel')
  const back = useRef<HTMLButtonElement>(null)
  const send = () => {
    if (!reason) return
    cancel.mutate(
      { dispatchId: dispatch.id, version: dispatch.version, reason },
      {
        onSuccess: () => {
          tell(t('duty.cancelled'))
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('duty.cancelTitle', { place: dispatch.place ?? t('duty.noPlace') })}
      mark={<PriorityMarker mark={dispatch.priority} word={false} />}
      open
      onClose={onClose}
      first={back}
      footer={
        <>
          <Button ref={back} size="m" onClick={onClose}>
            {t('app.back')}
          </Button>
          <Button size="m" disabled={!reason || cancel.isPending} onClick={send}>
            {t('duty.cancel')}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-ink-2">{t('duty.cancelHint')}</p>
      <Reasons
        label={t('duty.reason')}
        value={reason}
        options={CancelReason.options.map((value) => ({ value, label: t(`duty.cancelReason.${value}`) }))}
        onChange={setReason}
        failed={cancel.error}
      />
    </Sheet>
  )
}
