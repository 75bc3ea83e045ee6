import { useNavigate } from '@tanstack/react-router'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { WrongPerson } from '@veghe/shared/queue/queue.codes.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

/** Whoever picked up is not whom one called: the line is ended, and they are owed a call as before, or have written. */
export function WrongPersonSheet({ contactId, onClose }: { contactId: ContactId; onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const act = useAct('queue.wrongPerson')
  const done = ({ state }: CallBack) =>
    state === 'open' ? void navigate({ to: '/console/call-backs' }) : onClose()
  return (
    <Sheet title={t('contact.wrongPerson.title')} open onClose={onClose}>
      <p className="mb-3">{t('contact.wrongPerson.hint')}</p>
      <Choices
        options={WrongPerson.options}
        label={(who) => t(`contact.wrongPerson.${who}`)}
        disabled={() => act.isPending}
        onChoose={(who) => act.mutate({ contactId, who }, { onSuccess: done })}
      />
      {act.error && <Failed error={act.error} />}
    </Sheet>
  )
}
