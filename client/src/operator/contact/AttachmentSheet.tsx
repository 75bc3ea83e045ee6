import type { Attachment } from '@veghe/shared/intake/attachments.contract.ts'
import { LookReason } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useState } from 'react'
import { ask } from '../../platform/api.ts'
import { useText } from '../../platform/i18n.ts'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { Shown } from './AttachmentShown.tsx'

type Content = Awaited<ReturnType<typeof ask<'intake.attachment'>>>
type SheetProps = { contactId: ContactId; attachment: Attachment; onClose: () => void }

/** What was sent is looked at for a stated reason, and that it was is a fact. It leaves the screen with this sheet. */
export function AttachmentSheet({ contactId, attachment, onClose }: SheetProps) {
  const t = useText()
  const [content, setContent] = useState<Content | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [isAsking, setAsking] = useState(false)
  const look = (reason: LookReason) => {
    setAsking(true)
    setFailed(null)
    ask('intake.attachment', { contactId, attachmentId: attachment.id, reason })
      .then(setContent, setFailed)
      .finally(() => setAsking(false))
  }
  return (
    <Sheet title={t('contact.attachment.title')} open onClose={onClose}>
      {content ? (
        <Shown content={content} />
      ) : (
        <>
          <p className="mb-3">{t('contact.attachment.why')}</p>
          <Choices
            options={LookReason.options}
            label={(reason) => t(`contact.attachment.reason.${reason}`)}
            disabled={() => isAsking}
            onChoose={look}
          />
        </>
      )}
      <p className="mt-4 text-s text-ink-2">{t('contact.attachment.crime')}</p>
      {failed !== null && <Failed error={failed} />}
    </Sheet>
  )
}
