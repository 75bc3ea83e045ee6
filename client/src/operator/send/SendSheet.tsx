import { useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Facts } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { type Contact, usePlaceName } from '../contact/useContact.ts'
import type { Triage } from '../triage/useTriage.ts'
import { classNow } from '../triage/Verdict.tsx'
import { CutOff } from './CutOff.tsx'
import { SendButton, SendFields } from './SendFields.tsx'
import { useSending } from './useSending.ts'

type SendSheetProps = { contact: Contact; triage: Triage | null; onClose: () => void }

/** F8: the team, with the class and the place as they stand. Ctrl+Enter sends. */
export function SendSheet({ contact, triage, onClose }: SendSheetProps) {
  const t = useText()
  const name = usePlaceName(contact)
  const mark = triage ? classNow(triage) : 'P?'
  const isRaised = mark !== 'P0' && mark !== 'P1'
  const first = useRef<HTMLTextAreaElement>(null)
  const sending = useSending(onClose, { was112: mark === 'P0' })
  const confirm = () =>
    sending.send({
      contactId: contact.id,
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
      footer={<SendButton sending={sending} onClick={confirm} />}
    >
      <div className="grid gap-4">
        <CutOff />
        {sending.error !== null && <Failed error={sending.error} />}
        <Facts
          rows={[
            [
              t('triage.place'),
              [contact.place?.address, name].filter(Boolean).join(', ') || t('queue.noPlace'),
            ],
            ...(isRaised ? [[t('triage.class'), t('send.atLeastP1')] as const] : []),
          ]}
        />
        <SendFields sending={sending} note={first} />
      </div>
    </Sheet>
  )
}
