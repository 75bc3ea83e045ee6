import { Unplug } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { hhmm } from '../../platform/time.ts'
import type { Contact } from './useContact.ts'

/** Whether anybody is still at the other end of a web chat: gone for now, or for good. */
export function PageRow({ contact: { webChat, closedAt } }: { contact: Contact }) {
  const t = useText()
  if (!webChat || closedAt) return null
  const { goneAt, leftAt, leaving } = webChat
  const since = leftAt ?? goneAt
  return (
    <div role="status">
      {since && (
        <p className="flex items-center gap-3 border-b border-hairline bg-raised py-3 pr-4 pl-6 font-strong">
          <Unplug aria-hidden className="size-4 shrink-0" />
          {t(leaving ? `contact.pageLeft.${leaving}` : 'contact.pageGone', { time: hhmm(since) })}
        </p>
      )}
    </div>
  )
}
