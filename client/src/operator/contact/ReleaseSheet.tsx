import { useNavigate } from '@tanstack/react-router'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { ReleaseReason } from '@veghe/shared/queue/queue.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

/** Back to the queue, at its old place, with a reason. */
export function ReleaseSheet({ contactId, onClose }: { contactId: ContactId; onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const release = useAct('queue.release')
  return (
    <Sheet title={t('contact.release')} open onClose={onClose}>
      <p className="mb-3">{t('contact.releaseHint')}</p>
      <Choices
        options={ReleaseReason.options}
        label={(reason) => t(`contact.releaseReason.${reason}`)}
        disabled={() => release.isPending}
        onChoose={(reason) =>
          release.mutate({ contactId, reason }, { onSuccess: () => void navigate({ to: '/console' }) })
        }
      />
      {release.error && <Failed error={release.error} />}
    </Sheet>
  )
}
