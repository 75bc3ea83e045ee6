import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { DeclineReason } from '@veghe/shared/oncall/oncall.codes.ts'
import { useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { OneOf } from '../platform/ui/OneOf.tsx'
import { Act } from './Act.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import { say } from './said.ts'

/** No, with a reason: the next team is asked at once. */
export function Cannot({ dispatch, onClose }: { dispatch: FieldDispatch; onClose: () => void }) {
  const t = useText()
  const [reason, setReason] = useState<DeclineReason | null>(null)
  const send = () => {
    if (!reason) return
    void say({ action: 'oncall.decline', input: { dispatchId: dispatch.id, reason } }, dispatch.id)
    onClose()
  }
  return (
    <FieldSheet
      title={t('field.cannotTitle')}
      onClose={onClose}
      thumb={
        <Act look="primary" disabled={!reason} onClick={send} className="text-xl">
          {t('field.cannotSend')}
        </Act>
      }
    >
      <OneOf
        large
        label={t('field.cannotTitle')}
        value={reason}
        options={DeclineReason.options.map((value) => ({ value, label: t(`field.reason.${value}`) }))}
        onChange={setReason}
      />
    </FieldSheet>
  )
}
