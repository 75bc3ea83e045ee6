import type { RefObject } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField, TextArea } from '../../platform/ui/Field.tsx'
import { TeamChoice } from './TeamChoice.tsx'
import type { Sending } from './useSending.ts'

type SendFieldsProps = { sending: Sending; note?: RefObject<HTMLTextAreaElement | null> }

/** Who goes, whether 112 was called, and a word for the team. */
export function SendFields({ sending, note }: SendFieldsProps) {
  const t = useText()
  return (
    <>
      <TeamChoice chosen={sending.teamId} onChoose={sending.setTeamId} />
      <CheckField
        label={t('send.called112')}
        checked={sending.called112}
        onChange={(changed) => sending.setCalled112(changed.currentTarget.checked)}
      />
      <TextArea
        {...(note ? { ref: note } : {})}
        label={t('send.note')}
        rows={2}
        maxLength={1000}
        placeholder={t('send.noteHint')}
        value={sending.note}
        onChange={(typed) => sending.setNote(typed.currentTarget.value)}
      />
    </>
  )
}

export function SendButton({ sending, onClick }: { sending: Sending; onClick: () => void }) {
  const t = useText()
  return (
    <Button look="primary" size="m" chord="Ctrl+Enter" disabled={sending.isPending} onClick={onClick}>
      {t(sending.isPending ? 'send.sending' : 'send.now')}
    </Button>
  )
}
