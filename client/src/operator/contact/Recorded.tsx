import { Circle, CircleOff } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from './useContact.ts'

/** Whether what is said is kept, and the ways to keep it from being so or to begin. */
export function Recorded({ contact }: { contact: Contact }) {
  const t = useText()
  const act = useRecordingAct(contact)
  const { recording } = contact
  if (recording === null || recording === 'kept') return null
  const isOn = recording === 'on'
  const isKept = isOn && !contact.isAside
  const Icon = isKept ? Circle : CircleOff
  return (
    <p
      className="col-span-2 flex min-h-8 flex-wrap items-center gap-x-2 text-s"
      role="status"
      data-recording={recording}
    >
      <span className="flex items-center gap-2">
        <Icon aria-hidden className="size-4 shrink-0" {...(isKept ? { fill: 'currentColor' } : {})} />
        <span>
          {t(isOn && contact.isAside ? 'contact.recording.aside' : `contact.recording.${recording}`)}
        </span>
      </span>
      <Button look="text" className="ml-auto" disabled={act.isPending} onClick={act.press}>
        {t(`contact.recording.${words[recording]}`)}
      </Button>
    </p>
  )
}

const words = { untold: 'told', on: 'pause', paused: 'resume' } as const

function useRecordingAct({ id: contactId, recording }: Contact) {
  const t = useText()
  const pause = useAct('queue.pauseRecording')
  const told = useAct('queue.tellOfRecording')
  const onError = (failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' })
  return {
    isPending: pause.isPending || told.isPending,
    press: () =>
      recording === 'untold'
        ? told.mutate({ contactId }, { onError })
        : pause.mutate({ contactId, isPaused: recording === 'on' }, { onError }),
  }
}
