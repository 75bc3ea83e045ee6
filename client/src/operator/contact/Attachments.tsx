import { mediaTypeOf } from '@veghe/shared/intake/attachments.rules.ts'
import type { Attachment } from '@veghe/shared/intake/intake.contract.ts'
import { EyeOff } from 'lucide-react'
import { useLocale, useText } from '../../platform/i18n.ts'

type AttachmentsProps = { attachments: readonly Attachment[] }

/** What came beside a text, in words. Nothing of it is on the screen. */
export function Attachments({ attachments }: AttachmentsProps) {
  if (attachments.length === 0) return null
  return (
    <ul>
      {attachments.map((attachment) => (
        <li key={attachment.id} className="flex flex-wrap items-center gap-x-2 text-s text-ink-2">
          <EyeOff aria-hidden className="size-4 shrink-0" />
          <Said attachment={attachment} />
        </li>
      ))}
    </ul>
  )
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
