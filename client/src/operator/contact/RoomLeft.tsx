import { segmentsOf } from '@veghe/shared/intake/segments.rules.ts'
import { useText } from '../../platform/i18n.ts'

type RoomLeftProps = {
  text: string
  /** How long a reply may be at most. */
  longest: number
}

/** How much still goes into this SMS, how many it is by now, and which letter makes them short. */
export function RoomLeft({ text, longest }: RoomLeftProps) {
  const t = useText()
  const { parts, left, shortenedBy } = segmentsOf(text.trim())
  const count = Math.min(left, longest - text.length)
  return (
    <span className="text-xs text-ink-3">
      {t('contact.roomLeft', { count })}
      {parts > 1 && ` · ${t('contact.parts', { count: parts })}`}
      {shortenedBy && <span className="block">{t('contact.shortParts', { letter: shortenedBy })}</span>}
    </span>
  )
}
