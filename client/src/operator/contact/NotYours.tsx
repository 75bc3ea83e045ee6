import { useText } from '../../platform/i18n.ts'
import { Notice } from '../../platform/ui/states.tsx'
import { type Contact, useIsMine } from './useContact.ts'

/** The contact left this desk while it was on the screen: what is written here no longer goes anywhere. */
export function NotYours({ contact }: { contact: Contact }) {
  const t = useText()
  const isMine = useIsMine(contact)
  if (isMine || contact.closedAt !== null) return null
  return (
    <div role="status" className="px-4 pt-3 pl-6">
      <Notice>
        {contact.holder ? t('contact.heldBy', { name: contact.holder.name }) : t('contact.notYours')}
      </Notice>
    </div>
  )
}
