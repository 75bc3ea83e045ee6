import { Link } from '@tanstack/react-router'
import type { ContactTimes } from '@veghe/shared/reporting/reporting.contract.ts'
import { CloudOff } from 'lucide-react'
import { memo, useState } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { useMay } from '../platform/session.tsx'
import { hhmmss, isSameDay, length, shortDate } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { classes } from '../platform/ui/classes.ts'
import { PriorityMarker } from '../platform/ui/Priority.tsx'
import { isOverTarget, type Step, steps } from './phases.ts'

const atOnce = 100
const head = 'border-b border-edge bg-surface pr-3 pb-1 text-left align-bottom text-xs font-normal text-ink-2'
const cell = 'h-8 border-b border-hairline pr-3 whitespace-nowrap'

/** Each contact's clock: when it came in, and how long after that each step was reached. */
export const TimesTable = memo(function TimesTable({ contacts }: { contacts: readonly ContactTimes[] }) {
  const t = useText()
  const [shown, setShown] = useState(atOnce)
  const rest = contacts.length - shown
  return (
    <section aria-label={t('insight.contacts')} className="mt-6 border-t border-ink pt-1.5">
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen the arrows reach the last steps
        tabIndex={0}
        className="max-xl:overflow-x-auto print:overflow-visible"
      >
        <table className="w-full border-separate border-spacing-0">
          <caption className="pb-1 text-left text-m font-strong">
            {t('insight.contacts')}{' '}
            <small className="text-xs font-normal text-ink-2">
              {t('insight.contactsCount', { count: contacts.length })}
            </small>
          </caption>
          <thead className="xl:sticky xl:top-0 xl:z-10">
            <tr>
              <th scope="col" className={head}>
                {t('insight.contact')}
              </th>
              <th scope="col" className={head}>
                {t('insight.class')}
              </th>
              <th scope="col" className={head}>
                {t('insight.place')}
              </th>
              {steps.map((step) => (
                <th key={step} scope="col" className={classes(head, 'pl-1 text-right')}>
                  <b className="block text-ink">T{step}</b>
                  {t(`duty.t.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {contacts.slice(0, shown).map((contact) => (
              <Row key={contact.id} contact={contact} />
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <Button className="mt-2" onClick={() => setShown(shown + atOnce)}>
          {t('insight.more', { n: Math.min(rest, atOnce) })}
        </Button>
      )}
      <p className="pt-2 text-xs text-ink-2">
        {t('insight.legend')} <CloudOff aria-hidden className="inline size-3.5" /> {t('insight.replayed')}.
      </p>
    </section>
  )
})

const Row = memo(function Row({ contact }: { contact: ContactTimes }) {
  const t = useText()
  const seesCases = useMay('cases.view')
  const { caseId, caseNumber } = contact
  return (
    <tr data-contact={contact.id} className="hover:bg-raised">
      <th scope="row" className={classes(cell, 'text-left font-normal')}>
        <span className="inline-block min-w-14 text-ink-2">{t(`duty.channel.${contact.channel}`)}</span>{' '}
        {caseId && seesCases ? (
          <Link to="/console/case/$caseId" params={{ caseId }} className="font-code">
            {caseNumber}
          </Link>
        ) : (
          <span className="font-code">{caseNumber}</span>
        )}
      </th>
      <td className={cell}>
        <PriorityMarker mark={contact.queueClass} weight="name" word={false} />
      </td>
      <td className={classes(cell, contact.place === null && 'text-ink-3')}>
        {contact.place ?? t('app.none')}
      </td>
      {steps.map((step) => (
        <StepCell key={step} contact={contact} step={step} />
      ))}
    </tr>
  )
})

function StepCell({ contact: { clock, replayed }, step }: { contact: ContactTimes; step: Step }) {
  const t = useText()
  const at = clock[step]
  const isOver = isOverTarget(clock, step)
  return (
    <td
      data-testid={`T${step}`}
      className={classes(cell, 'text-right', !at && 'text-ink-3', isOver && 'font-strong')}
    >
      {at && replayed.includes(step) && (
        <>
          <CloudOff aria-hidden className="mr-1 inline size-3.5" />
          <span className="sr-only">{t('insight.replayed')} </span>
        </>
      )}
      {isOver && <span className="sr-only">{t('insight.over')} </span>}
      {at ? (step === 0 ? timeOf(at) : `+${length(at.getTime() - clock[0].getTime())}`) : t('app.none')}
    </td>
  )
}

const timeOf = (at: Date): string =>
  isSameDay(at, serverNow()) ? hhmmss(at) : `${shortDate(at)} ${hhmmss(at)}`
