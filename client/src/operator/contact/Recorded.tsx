import { Circle, CircleOff } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from './useContact.ts'

/** Whether what is said is kept, and the way to keep it from being so. */
export function Recorded({ contact }: { contact: Contact }) {
  const t = useText()
  const pause = useAct('queue.pauseRecording')
  const { recording } = contact
  if (recording !== 'on' && recording !== 'paused') return null
  const isOn = recording === 'on'
  const isKept = isOn && !contact.isAside
  const Icon = isKept ? Circle : CircleOff
  const press = () =>
    pause.mutate(
      { contactId: contact.id, isPaused: isOn },
      { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
    )
  return (
    <p className="col-span-2 flex min-h-8 items-center gap-2 text-s" role="status" data-recording={recording}>
      <Icon aria-hidden className="size-4" {...(isKept ? { fill: 'currentColor' } : {})} />
      <span>{t(isOn && contact.isAside ? 'contact.recording.aside' : `contact.recording.${recording}`)}</span>
      <Button look="text" className="ml-auto" disabled={pause.isPending} onClick={press}>
        {t(isOn ? 'contact.recording.pause' : 'contact.recording.resume')}
      </Button>
    </p>
  )
}
