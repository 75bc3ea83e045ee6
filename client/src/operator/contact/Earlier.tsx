import { Link } from '@tanstack/react-router'
import { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { shortDate } from '../../platform/time.ts'
import { Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { outcomeText } from '../wrap/outcomes.ts'
import type { Contact } from './useContact.ts'

/** Earlier contacts of the same number: a second call changes the risk. Who writes on the page has none. */
export function Earlier({ contact }: { contact: Contact }) {
  const t = useText()
  const { earlier, callerDigits, webChat } = contact
  if (webChat) return null
  return (
    <Section
      title={callerDigits ? t('contact.callerDigits', { digits: callerDigits }) : t('queue.withheld')}
      aside={t('contact.earlier', { count: earlier.length })}
    >
      {earlier.length === 0 && <p className="text-ink-2">{t('contact.firstContact')}</p>}
      <ul>
        {earlier.map((each) => (
          <li
            key={each.id}
            className="grid min-h-7 grid-cols-[2.75rem_3rem_minmax(0,1fr)_auto] items-center gap-2"
          >
            <time className="text-ink-2">{shortDate(each.receivedAt)}</time>
            <PriorityMarker mark={QueueClass.catch('P?').parse(each.priority)} weight="name" word={false} />
            <span className="truncate">
              {t(`queue.channel.${each.channel}`)}
              {each.outcome ? ` · ${outcomeText(t, each.outcome)}` : ''}
            </span>
            {each.caseId && (
              <Link to="/console/case/$caseId" params={{ caseId: each.caseId }} className="font-code text-xs">
                {each.caseNumber}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
