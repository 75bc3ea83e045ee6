import { Link } from '@tanstack/react-router'
import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { DispatchStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMay, useMe } from '../../platform/session.tsx'
import { date, hhmm, shortDate } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Facts, Pane, Section } from '../../platform/ui/Pane.tsx'
import { Notice } from '../../platform/ui/states.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { ChannelIcon } from '../queue/Channel.tsx'
import { Persons } from './Persons.tsx'
import { PlaceSection } from './PlaceSection.tsx'

type CaseAsideProps = { view: CaseView; mayWrite: boolean; onClose: () => void }

/** Where, who, which teams and contacts, and what is missing for closing. */
export function CaseAside({ view, mayWrite, onClose }: CaseAsideProps) {
  const t = useText()
  return (
    <Pane label={t('cases.aside')} id="case-aside" className="narrow:overflow-visible wide:overflow-y-auto">
      {view.closingProposed && <Proposed view={view} />}
      {view.state === 'closed' && (
        <Section title={t('cases.closed')}>
          <Facts
            rows={[
              [t('cases.outcomeLabel'), view.outcome ? t(`cases.outcome.${view.outcome}`) : ''],
              [t('cases.nextBody'), view.nextBody ?? ''],
              [t('cases.closedAt'), view.closedAt ? `${date(view.closedAt)} ${hhmm(view.closedAt)}` : ''],
            ]}
          />
        </Section>
      )}
      <PlaceSection view={view} mayWrite={mayWrite} />
      <Persons view={view} mayWrite={mayWrite} />
      <Dispatches view={view} />
      <Contacts view={view} />
      {view.state === 'open' && <Missing view={view} mayWrite={mayWrite} onClose={onClose} />}
    </Pane>
  )
}

function Proposed({ view }: { view: CaseView }) {
  const t = useText()
  const me = useMe()
  const may = useMay('cases.confirmClose')
  const confirm = useAct('cases.confirmClose')
  const proposed = view.closingProposed
  if (!proposed) return null
  return (
    <Section>
      <Notice>
        <p>
          {t('cases.closingBy', {
            name: proposed.by,
            time: hhmm(proposed.at),
            outcome: t(`cases.outcome.${proposed.outcome}`),
          })}
        </p>
        {may && proposed.by !== me.name && (
          <Button
            className="mt-2"
            disabled={confirm.isPending}
            onClick={() =>
              confirm.mutate(
                { caseId: view.id, version: view.version },
                {
                  onSuccess: () => forget('cases.view', { caseId: view.id }),
                  onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
                },
              )
            }
          >
            {t('cases.confirmClose')}
          </Button>
        )}
      </Notice>
    </Section>
  )
}

function Dispatches({ view }: { view: CaseView }) {
  const t = useText()
  return (
    <Section title={t('cases.dispatches')} aside={String(view.dispatches.length)}>
      {view.dispatches.length === 0 && <p className="text-ink-2">{t('cases.noTeamSent')}</p>}
      <ul>
        {view.dispatches.map((each) => (
          <li key={each.id} className="grid min-h-8 grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-2">
            <b className="truncate">{each.teamName || t('oncall.dutyOfficer')}</b>
            <span>{t(`duty.step.${DispatchStep.catch('sent').parse(each.step)}`)}</span>
            <span className="text-ink-2">
              {shortDate(each.sentAt)} {hhmm(each.sentAt)}
            </span>
          </li>
        ))}
      </ul>
      {view.calls112.map((call) => (
        <p key={call.at.toISOString()} className="mt-1">
          <b>112</b> {t('cases.called112', { time: hhmm(call.at), name: call.by })}
          {call.reference && <span className="font-code"> {call.reference}</span>}
        </p>
      ))}
    </Section>
  )
}

function Contacts({ view }: { view: CaseView }) {
  const t = useText()
  return (
    <Section title={t('cases.itsContacts')} aside={String(view.contacts.length)}>
      <ul>
        {view.contacts.map((each) => (
          <li key={each.id} className="flex min-h-8 items-center gap-2">
            <ChannelIcon channel={each.channel} />
            <Link to="/console/contact/$contactId" params={{ contactId: each.id }}>
              {each.callerDigits ? `…${each.callerDigits}` : t('queue.withheld')}
            </Link>
            <span className="ml-auto text-ink-2">
              {shortDate(each.receivedAt)} {hhmm(each.receivedAt)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Missing({ view, mayWrite, onClose }: CaseAsideProps) {
  const t = useText()
  return (
    <Section title={t('cases.closing')}>
      {view.gaps.length > 0 ? (
        <>
          <p>{t('cases.cantClose')}</p>
          <ul className="mt-1 mb-3 list-disc pl-5">
            {view.gaps.map((gap) => (
              <li key={gap}>{t(`cases.gap.${gap}`)}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className="mb-3">{t('cases.canClose')}</p>
      )}
      {mayWrite && <Button onClick={onClose}>{t('cases.closeOpen')}</Button>}
    </Section>
  )
}
