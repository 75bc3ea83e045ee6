import type { Attachment } from '@veghe/shared/intake/attachments.contract.ts'
import { mediaTypeOf } from '@veghe/shared/intake/attachments.rules.ts'
import { EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { useIsDutyOfficer } from '../safe/useSafeContact.ts'
import { AttachmentSheet } from './AttachmentSheet.tsx'
import { type Contact, useIsMine } from './useContact.ts'

type AttachmentsProps = { contact: Contact; attachments: readonly Attachment[] }

/** What came beside a text, in words. Nothing of it is on the screen before somebody says why they want to see it. */
export function Attachments({ contact, attachments }: AttachmentsProps) {
  const t = useText()
  const mayLook = useMayLook(contact)
  const [looked, setLooked] = useState<Attachment | null>(null)
  if (attachments.length === 0) return null
  return (
    <ul>
      {attachments.map((attachment) => (
        <li key={attachment.id} className="flex flex-wrap items-center gap-x-2 text-s text-ink-2">
          <span className="flex items-center gap-2">
            <EyeOff aria-hidden className="size-4 shrink-0" />
            <Said attachment={attachment} />
          </span>
          {attachment.state === 'kept' && mayLook && (
            <Button look="text" onClick={() => setLooked(attachment)}>
              {t('contact.attachment.show')}
            </Button>
          )}
        </li>
      ))}
      {looked && (
        <AttachmentSheet contactId={contact.id} attachment={looked} onClose={() => setLooked(null)} />
      )}
    </ul>
  )
}

/** Of operators only whoever has the contact in hand. */
function useMayLook(contact: Contact): boolean {
  const [may, isMine, isDutyOfficer] = [useMay('intake.attachment'), useIsMine(contact), useIsDutyOfficer()]
  return may && (isMine || isDutyOfficer)
}

/** „o poză (image/jpeg, 240 kB)”. */
function Said({ attachment: { kind, type, bytes, state } }: { attachment: Attachment }) {
  const t = useText()
  const size = useSize()
  const known = [...(type ? [mediaTypeOf(type)] : []), ...(bytes === null ? [] : [size(bytes)])]
  return (
    <span>
      {t(`contact.attachment.kind.${kind}`)}
      {known.length > 0 && ` (${known.join(', ')})`}
      {state !== 'kept' && ` · ${t(`contact.attachment.state.${state}`)}`}
    </span>
  )
}

function useSize(): (bytes: number) => string {
  const locale = useLocale()
  return (bytes) => {
    const [count, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1_000), 'kB'] : [bytes / 1_000_000, 'MB']
    return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(count)} ${unit}`
  }
}
