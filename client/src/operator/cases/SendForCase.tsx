import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { CutOff } from '../send/CutOff.tsx'
import { SendButton, SendFields } from '../send/SendFields.tsx'
import { useSending } from '../send/useSending.ts'

/** F8 on a case: the first team, or one more. */
export function SendForCase({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const t = useText()
  const first = useRef<HTMLTextAreaElement>(null)
  const sending = useSending(onClose)
  const confirm = () => sending.send({ caseId: view.id })
  return (
    <Sheet
      title={t('send.title')}
      mark={<PriorityMarker mark={view.priority} />}
      open
      place="side"
      onClose={onClose}
      first={first}
      onConfirm={confirm}
      footer={<SendButton sending={sending} onClick={confirm} />}
    >
      <div className="grid gap-4">
        <CutOff />
        {sending.error !== null && <Failed error={sending.error} />}
        <SendFields sending={sending} note={first} />
      </div>
    </Sheet>
  )
}
