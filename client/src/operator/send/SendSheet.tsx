import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField, TextArea } from '../../platform/ui/Field.tsx'
import { Facts } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { type Contact, usePlaceName } from '../contact/useContact.ts'
import type { Triage } from '../triage/useTriage.ts'
import { classNow } from '../triage/Verdict.tsx'
import { CutOff } from './CutOff.tsx'
import { TeamChoice } from './TeamChoice.tsx'
import { useBestTeam } from './teams.ts'
import { useSendTeam } from './useSendTeam.ts'

type SendSheetProps = { contact: Contact; triage: Triage | null; onClose: () => void }

/** F8: the team, with the class and the place as they stand. Ctrl+Enter sends. */
export function SendSheet({ contact, triage, onClose }: SendSheetProps) {
  const t = useText()
  const name = usePlaceName(contact)
  const best = useBestTeam()
  const mark = triage ? classNow(triage) : 'P?'
  const isRaised = mark !== 'P0' && mark !== 'P1'
  const [teamId, setTeamId] = useState<string | null>(null)
  const [called112, setCalled112] = useState(mark === 'P0')
  const [note, setNote] = useState('')
  const first = useRef<HTMLTextAreaElement>(null)
  const { send, isPending, error } = useSendTeam(onClose)
  const confirm = () =>
    send({
      contactId: contact.id,
      teamId: teamId ?? best?.id ?? null,
      note,
      called112,
      ...(mark === 'P?' || mark === 'N' ? {} : { priority: mark }),
    })
  return (
    <Sheet
      title={t('send.title')}
      mark={<PriorityMarker mark={mark} />}
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
        <Facts
          rows={[
            [
              t('triage.place'),
              [contact.place?.address, name].filter(Boolean).join(', ') || t('queue.noPlace'),
            ],
            ...(isRaised ? [[t('triage.class'), t('send.atLeastP1')] as const] : []),
          ]}
        />
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
