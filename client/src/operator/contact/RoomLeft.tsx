import { segmentsOf } from '@veghe/shared/intake/segments.rules.ts'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'
import type { Contact } from './useContact.ts'

type RoomLeftProps = {
  text: string
  /** How long a reply may be at most. */
  longest: number
  way: Contact['replyWay']
}

/** How much still goes into the reply, as its channel counts. */
export function RoomLeft({ text, longest, way: { channel, until } }: RoomLeftProps) {
  return (
    <span className="min-w-40 flex-1 text-xs text-ink-3">
      {channel === 'web_chat' && <Letters left={longest - text.length} />}
      {until && <InWhatsApp left={longest - text.length} until={until} />}
      {channel === 'sms' && <InSms text={text} longest={longest} />}
    </span>
  )
}

function Letters({ left }: { left: number }) {
  const t = useText()
  return t('contact.roomLeft', { count: left })
}

function InWhatsApp({ left, until }: { left: number; until: Date }) {
  const t = useText()
  const time = whenShort(until, new Date(useNow()))
  return `${t('contact.roomLeft', { count: left })} · ${t('contact.whatsAppUntil', { time })}`
}

/** How much still goes into this SMS, how many it is by now, and which letter makes them short. */
function InSms({ text, longest }: { text: string; longest: number }) {
  const t = useText()
  const { parts, left, shortenedBy } = segmentsOf(text.trim())
  const count = Math.min(left, longest - text.length)
  return (
    <>
      {t('contact.roomLeft', { count })}
      {parts > 1 && ` · ${t('contact.parts', { count: parts })}`}
      {shortenedBy && <span className="block">{t('contact.shortParts', { letter: shortenedBy })}</span>}
    </>
  )
}
