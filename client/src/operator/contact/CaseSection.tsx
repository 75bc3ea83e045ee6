import { Link } from '@tanstack/react-router'
import type { CaseSuggestion } from '@veghe/shared/intake/intake.contract.ts'
import { Link2, Plus } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { forget, useAct, useAsk } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { shortDate } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from './useContact.ts'

/** The case this contact belongs to; before that, the cases it might belong to, with the reasons. Never joined by itself. */
export function CaseSection({ contact, canLink }: { contact: Contact; canLink: boolean }) {
  const t = useText()
  if (contact.caseId) {
    return (
      <Section title={t('contact.itsCase')}>
        <Link to="/console/case/$caseId" params={{ caseId: contact.caseId }} className="font-code">
          {contact.caseNumber}
        </Link>
      </Section>
    )
  }
  return <Suggestions contact={contact} canLink={canLink} />
}

function Suggestions({ contact, canLink }: { contact: Contact; canLink: boolean }) {
  const t = useText()
  const { data: suggested = [] } = useAsk(
    'intake.suggestCases',
    { contactId: contact.id },
    { staleMs: 5_000 },
  )
  const link = useAct('cases.link')
  const openNew = useAct('cases.open')
  const again = () => forget('intake.contact', { contactId: contact.id })
  const refuse = (failed: Error) => tell(refusalText(t, failed), { kind: 'refused' })
  const join = ({ caseId, number }: CaseSuggestion) =>
    link.mutate(
      { contactId: contact.id, caseId },
      {
        onSuccess: () => {
          tell(t('contact.linked', { number }))
          again()
        },
        onError: refuse,
      },
    )
  const first = suggested[0]
  useKeys(first && canLink ? [{ chord: 'L', label: 'keys.link', run: () => join(first) }] : [])
  return (
    <Section
      title={t('contact.maybeSame')}
      {...(suggested.length > 0 ? { aside: t('contact.toCheck') } : {})}
    >
      <ul className="grid gap-3">
        {suggested.map((each) => (
          <li key={each.caseId}>
            <p className="flex items-center gap-2">
              <Link to="/console/case/$caseId" params={{ caseId: each.caseId }} className="font-code">
                {each.number}
              </Link>
              <PriorityMarker mark={each.priority} weight="name" />
              <span className="ml-auto text-ink-2">{shortDate(each.openedAt)}</span>
            </p>
            <p className="mt-1 flex items-center gap-2">
              <span className="min-w-0 text-ink-2">
                {[each.place, each.because.map((why) => t(`contact.because.${why}`)).join(', ')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {canLink && (
                <Button
                  icon={Link2}
                  className="ml-auto"
                  disabled={link.isPending}
                  onClick={() => join(each)}
                  {...(each === first ? { chord: 'L' } : {})}
                >
                  {t('contact.link')}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      {suggested.length === 0 && <p className="text-ink-2">{t('contact.noSuggestion')}</p>}
      {canLink && (
        <Button
          icon={Plus}
          className="mt-3"
          disabled={openNew.isPending}
          onClick={() =>
            openNew.mutate(
              { contactId: contact.id },
              {
                onSuccess: ({ number }) => {
                  tell(t('contact.caseOpened', { number }))
                  again()
                },
                onError: refuse,
              },
            )
          }
        >
          {t('contact.openCase')}
        </Button>
      )}
    </Section>
  )
}
