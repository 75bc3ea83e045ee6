import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { ShieldCheck } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { SafeCard } from './SafeCard.tsx'
import { useSafeContact } from './useSafeContact.ts'

type SafeSectionProps = {
  contactId: ContactId
  callBack?: CallBack
  /** Null for whoever may only read. */
  onWrite: (() => void) | null
  chord?: string
}

/** The safe-contact card beside the contact or the call-back it is for. */
export function SafeSection({ contactId, callBack, onWrite, chord }: SafeSectionProps) {
  const t = useText()
  const { card, isKnown } = useSafeContact(contactId, callBack)
  if (!isKnown) return null
  return (
    <Section title={t('safe.title')}>
      {card ? <SafeCard card={card} /> : <p className="text-ink-2">{t('safe.none')}</p>}
      {onWrite && (
        <Button
          icon={ShieldCheck}
          data-testid="safe-contact"
          className="mt-2"
          onClick={onWrite}
          {...(chord ? { chord } : {})}
        >
          {t(card ? 'safe.change' : 'safe.fill')}
        </Button>
      )}
    </Section>
  )
}
