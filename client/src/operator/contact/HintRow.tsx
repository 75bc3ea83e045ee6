import type { Hint } from '@veghe/shared/intake/intake.contract.ts'
import { useText } from '../../platform/i18n.ts'
import { put, useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { PriorityMarker, PriorityShape } from '../../platform/ui/Priority.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { type Contact, useEntry, useIsMine } from './useContact.ts'

/** A word of danger was found. It set nothing: the person who reads says whether it is so. */
export function HintRow({ contact, hint, onClass }: { contact: Contact; hint: Hint; onClass: () => void }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const entry = useEntry(contact.id)
  const set = useAct('triage.setPriority')
  if (entry && entry.queueClass !== 'P?') return null
  const confirm = () =>
    set.mutate(
      { contactId: contact.id, priority: hint.raiseTo },
      {
        onSuccess: (next) => put('triage.assessment', { contactId: contact.id }, next),
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  return (
    <div
      role="note"
      className="flex shrink-0 flex-wrap items-center gap-3 border-b border-hairline bg-raised py-3 pr-4 pl-6"
    >
      <p className="min-w-40 flex-1">
        <PriorityMarker mark={hint.raiseTo} weight="name" word={t('contact.raisedByWord')} />
        <br />
        <span className="text-ink-2">
          {t('contact.hintWords', { words: hint.words || t('contact.noWords') })}
        </span>
      </p>
      {isMine && (
        <span className="flex flex-wrap gap-2">
          <Button onClick={onClass}>{t('contact.notSo')}</Button>
          <Button look="danger" disabled={set.isPending} onClick={confirm}>
            <PriorityShape mark={hint.raiseTo} />
            {t('contact.confirmClass', { mark: hint.raiseTo })}
          </Button>
        </span>
      )}
    </div>
  )
}
