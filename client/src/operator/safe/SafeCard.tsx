import type { SafeContact } from '@veghe/shared/queue/queue.contract.ts'
import type { SafeChannel } from '@veghe/shared/queue/safe-contact.codes.ts'
import { mayContact } from '@veghe/shared/queue/safe-contact.rules.ts'
import { MessageSquare, MessageSquareOff, Phone, PhoneOff } from 'lucide-react'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'
import { classes } from '../../platform/ui/classes.ts'
import { Facts } from '../../platform/ui/Pane.tsx'
import { answerText, hoursLines } from './answers.ts'

/** What the card says now of either way, then what stands on it. */
export function SafeCard({ card }: { card: SafeContact }) {
  const t = useText()
  const now = new Date(useNow())
  const said = (['word', 'keepFrom', 'otherWay'] as const).filter((field) => card[field] !== '')
  const labels = { word: t('safe.say'), keepFrom: t('safe.keepFrom'), otherWay: t('safe.otherWay') }
  return (
    <>
      <ul className="mb-2 grid gap-1">
        <Way card={card} channel="call" now={now} />
        <Way card={card} channel="text" now={now} />
      </ul>
      <Facts
        rows={[
          [t('safe.hoursLabel'), <Hours key="hours" card={card} />] as const,
          ...said.map(
            (field) =>
              [
                labels[field],
                <span key={field} className={classes('break-words', field !== 'otherWay' && 'font-[600]')}>
                  {field === 'word' ? `„${card.word}”` : card[field]}
                </span>,
              ] as const,
          ),
        ]}
      />
      <p className="mt-2 text-xs text-ink-3">
        {t('safe.setBy', { name: card.setBy, when: whenShort(card.setAt, now) })}
      </p>
    </>
  )
}

function Hours({ card }: { card: SafeContact }) {
  const t = useText()
  return hoursLines(t, card).map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ))
}

const signs = { call: [Phone, PhoneOff], text: [MessageSquare, MessageSquareOff] } as const

function Way({ card, channel, now }: { card: SafeContact; channel: SafeChannel; now: Date }) {
  const t = useText()
  const answer = mayContact(card, channel, now)
  const Sign = signs[channel][answer.may ? 0 : 1]
  return (
    <li className={classes('flex items-start gap-2', answer.may ? 'text-ink-2' : 'font-[600]')}>
      <Sign aria-hidden className="mt-0.5 size-4 shrink-0" />
      {answerText(t, channel, { answer, now })}
    </li>
  )
}
