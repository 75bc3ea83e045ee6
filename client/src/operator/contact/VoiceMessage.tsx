import type { ContactView } from '@veghe/shared/intake/intake.contract.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useCallback, useEffect, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { Player, type Recording } from './Player.tsx'

type MessageProps = { contactId: ContactId; message: { id: string; seconds: number } }

/** What was said after the tone while nobody could be reached: that there is something, and the way to hear it. */
export function VoiceMessage({ contactId, message }: MessageProps) {
  const t = useText()
  const may = useMay('intake.voiceMessage')
  const [isOpen, setOpen] = useState(false)
  return (
    <p className="flex min-h-8 items-center gap-3">
      <b>{t('callBacks.voiceMessage', { seconds: message.seconds })}</b>
      {may && (
        <Button className="ml-auto" onClick={() => setOpen(true)}>
          {t('contact.voiceMessage.hear')}
        </Button>
      )}
      {isOpen && (
        <MessageSheet contactId={contactId} recordingId={message.id} onClose={() => setOpen(false)} />
      )}
    </p>
  )
}

/** All that one caller left, where the contact is in hand. */
export function VoiceMessages({ contact }: { contact: ContactView }) {
  if (contact.voiceMessages.length === 0) return null
  return (
    <div className="pt-3 pr-4 pl-6">
      {contact.voiceMessages.map((message) => (
        <VoiceMessage key={message.id} contactId={contact.id} message={message} />
      ))}
    </div>
  )
}

type SheetProps = { contactId: ContactId; recordingId: string; onClose: () => void }

/** Asked for when it is opened, and each time anew: each hearing is a fact. */
function MessageSheet({ contactId, recordingId, onClose }: SheetProps) {
  const t = useText()
  const [heard, setHeard] = useState<Recording | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const fetchSound = useCallback(() => {
    setFailed(null)
    ask('intake.voiceMessage', { contactId, recordingId }).then(setHeard, setFailed)
  }, [contactId, recordingId])
  useEffect(fetchSound, [fetchSound])
  return (
    <Sheet title={t('contact.voiceMessage.title')} open onClose={onClose}>
      {heard && <Player recording={heard} />}
      {failed !== null && <Failed error={failed} onRetry={fetchSound} />}
      {!heard && <p className="mt-3 text-ink-2">{t('contact.voiceMessage.late')}</p>}
    </Sheet>
  )
}
