import type { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { useRef, useState } from 'react'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { hhmm, moment, readMoment } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextField } from '../../platform/ui/Field.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { tell } from '../../platform/ui/toasts.tsx'

type Call112SheetProps = ({ contactId: ContactId } | { caseId: CaseId }) & { onClose: () => void }

/** „112 sunat la …, nr. …”: a fact of the contact or of the case. */
export function Call112Sheet({ onClose, ...of }: Call112SheetProps) {
  const t = useText()
  const record = useAct('cases.called112', { patience: 'keep' })
  const [at, setAt] = useState(() => moment(serverNow()))
  const [reference, setReference] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const instant = readMoment(at)
  const save = () => {
    if (!instant) return
    record.mutate(
      { ...of, at: instant.toISOString(), reference: reference.trim() },
      {
        onSuccess: () => {
          tell(t('contact.noted112', { time: hhmm(instant) }))
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('contact.title112')}
      open
      onClose={onClose}
      first={first}
      onConfirm={save}
      footer={
        <Button
          look="primary"
          size="m"
          chord="Ctrl+Enter"
          disabled={!instant || record.isPending}
          onClick={save}
        >
          {t('contact.save112')}
        </Button>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('contact.at112')}
          inputMode="numeric"
          wrong={instant ? undefined : t('form.notMoment')}
          value={at}
          onChange={(typed) => setAt(typed.currentTarget.value)}
        />
        <TextField
          ref={first}
          label={t('contact.reference112')}
          hint={t('contact.reference112Hint')}
          value={reference}
          maxLength={32}
          onChange={(typed) => setReference(typed.currentTarget.value)}
        />
      </div>
      {record.error && <Failed error={record.error} />}
    </Sheet>
  )
}
