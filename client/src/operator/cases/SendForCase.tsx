import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField, TextArea } from '../../platform/ui/Field.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { CutOff } from '../send/CutOff.tsx'
import { TeamChoice } from '../send/TeamChoice.tsx'
import { useBestTeam } from '../send/teams.ts'
import { useSendTeam } from '../send/useSendTeam.ts'

/** F8 on a case: the first team, or one more. */
export function SendForCase({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const t = useText()
  const best = useBestTeam()
  const [teamId, setTeamId] = useState<string | null>(null)
  const [called112, setCalled112] = useState(false)
  const [note, setNote] = useState('')
  const first = useRef<HTMLTextAreaElement>(null)
  const { send, isPending, error } = useSendTeam(onClose)
  const confirm = () => send({ caseId: view.id, teamId: teamId ?? best?.id ?? null, note, called112 })
  return (
    <Sheet
      title={t('send.title')}
      mark={<PriorityMarker mark={view.priority} />}
      open
      place="side"
      onClose={onClose}
      first={first}
      onConfirm={confirm}
      footer={
        <Button look="primary" size="m" chord="Ctrl+Enter" disabled={isPending} onClick={confirm}>
          {isPending ? t('send.sending') : t('send.now')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <CutOff />
        {error !== null && <Failed error={error} />}
        <TeamChoice chosen={teamId ?? best?.id ?? null} onChoose={setTeamId} />
        <CheckField
          label={t('send.called112')}
          checked={called112}
          onChange={(changed) => setCalled112(changed.currentTarget.checked)}
        />
        <TextArea
          ref={first}
          label={t('send.note')}
          rows={2}
          maxLength={1000}
          placeholder={t('send.noteHint')}
          value={note}
          onChange={(typed) => setNote(typed.currentTarget.value)}
        />
      </div>
    </Sheet>
  )
}
