import { type CallerNumber, ShowNumberReason } from '@veghe/shared/intake/intake.codes.ts'
import { mayShowNumber } from '@veghe/shared/intake/intake.rules.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { mayContact, mayPass } from '@veghe/shared/queue/safe-contact.rules.ts'
import { useState } from 'react'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed, Notice } from '../../platform/ui/states.tsx'
import { PastReasons } from '../safe/PastReasons.tsx'
import { SafeCard } from '../safe/SafeCard.tsx'
import { useIsDutyOfficer, useSafeContact } from '../safe/useSafeContact.ts'

/** The vault opens for a stated reason, and that it was opened is a fact. The number leaves the screen with this sheet. */
export function NumberSheet({
  contactId,
  number,
  onClose,
}: {
  contactId: ContactId
  number: CallerNumber
  onClose: () => void
}) {
  const t = useText()
  const reasons = ShowNumberReason.options.filter((reason) => mayShowNumber(number, reason))
  const show = useAct('intake.showNumber')
  const { card } = useSafeContact(contactId)
  const isDutyOfficer = useIsDutyOfficer()
  const now = new Date(useNow())
  const [past, setPast] = useState<PassReason | null>(null)
  const answer = card ? mayContact(card, 'call', now) : null
  const isRefused = answer?.may === false
  const canPass = isRefused && mayPass(answer.reason, { isDutyOfficer })
  const mayCall = !isRefused || (canPass && past !== null)
  return (
    <Sheet title={t('contact.numberTitle')} open onClose={onClose}>
      {card && (
        <Notice className="mb-4">
          <SafeCard card={card} />
        </Notice>
      )}
      {show.data ? (
        <p className="font-code text-2xl">{show.data.number}</p>
      ) : (
        <>
          <p className="mb-3">{t(number === 'network' ? 'refusals.number_hidden' : 'contact.numberWhy')}</p>
          <Choices
            options={reasons}
            label={(reason) => t(`contact.numberReason.${reason}`)}
            disabled={(reason) => show.isPending || (reason === 'call_from_other_phone' && !mayCall)}
            onChoose={(reason) => show.mutate({ contactId, reason, ...(past && canPass ? { past } : {}) })}
          />
          {canPass && <PastReasons past={past} onChange={setPast} />}
        </>
      )}
      {show.error && <Failed error={show.error} />}
    </Sheet>
  )
}
