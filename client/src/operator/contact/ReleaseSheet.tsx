import { useNavigate } from '@tanstack/react-router'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { ReleaseReason } from '@veghe/shared/queue/queue.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
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
      <ul className="grid gap-2">
        {ReleaseReason.options.map((reason) => (
          <li key={reason}>
            <Button
              size="m"
              className="w-full justify-start"
              disabled={release.isPending}
              onClick={() =>
                release.mutate({ contactId, reason }, { onSuccess: () => void navigate({ to: '/console' }) })
              }
            >
              {t(`contact.releaseReason.${reason}`)}
            </Button>
          </li>
        ))}
      </ul>
      {release.error && <Failed error={release.error} />}
    </Sheet>
  )
}
