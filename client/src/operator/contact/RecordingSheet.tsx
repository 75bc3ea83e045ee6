import { HearReason } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactView } from '@veghe/shared/intake/intake.contract.ts'
import { useState } from 'react'
import { ask } from '../../platform/api.ts'
import { useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { Player, type Recording } from './Player.tsx'

/** The way to what was said, for whoever may hear it, once there is something to hear. */
export function RecordingButton({ contact }: { contact: ContactView }) {
  const t = useText()
  const may = useMay('intake.recording')
  const [isOpen, setOpen] = useState(false)
  if (!may || contact.recording !== 'kept') return null
  return (
    <p className="px-4 pt-3 pl-6">
      <Button onClick={() => setOpen(true)}>{t('contact.recording.hear')}</Button>
      {isOpen && <RecordingSheet contact={contact} onClose={() => setOpen(false)} />}
    </p>
  )
}

/** A recording is heard for a stated reason, and that it was is a fact. It leaves the screen with this sheet. */
function RecordingSheet({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const t = useText()
  const [heard, setHeard] = useState<Recording | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [isAsking, setAsking] = useState(false)
  const hear = (reason: HearReason) => {
    setAsking(true)
    setFailed(null)
    ask('intake.recording', { contactId: contact.id, reason })
      .then(setHeard, setFailed)
      .finally(() => setAsking(false))
  }
  return (
    <Sheet title={t('contact.recording.title')} open onClose={onClose}>
      {heard ? (
        <Player recording={heard} />
      ) : (
        <>
          <p className="mb-3">{t('contact.recording.why')}</p>
          <Choices
            options={HearReason.options}
            label={(reason) => t(`contact.recording.reason.${reason}`)}
            disabled={() => isAsking}
            onChoose={hear}
          />
        </>
      )}
      {failed !== null && <Failed error={failed} />}
    </Sheet>
  )
}
