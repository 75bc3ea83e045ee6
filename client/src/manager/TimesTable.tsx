import type { ContactTimes } from '@veghe/shared/reporting/reporting.contract.ts'
import { useText } from '../platform/i18n.ts'
import { hhmmss, length } from '../platform/time.ts'
import { PriorityMarker } from '../platform/ui/Priority.tsx'

const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** Each contact's clock: when it came, and how long after that each step was reached. */
export function TimesTable({ contacts }: { contacts: readonly ContactTimes[] }) {
  const t = useText()
  const newest = contacts.toSorted((a, b) => b.clock[0].getTime() - a.clock[0].getTime())
  const head = 'px-2 py-1 text-left text-xs font-normal text-ink-3'
  return (
    <table className="w-full border-collapse whitespace-nowrap">
      <caption className="sr-only">{t('insight.contacts')}</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('insight.class')}
          </th>
          <th scope="col" className={head}>
            {t('insight.place')}
          </th>
          <th scope="col" className={head}>
            T0
          </th>
          {steps.map((step) => (
            <th key={step} scope="col" className={head}>
              T{step}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {newest.map((contact) => (
          <tr key={contact.id} data-contact={contact.id} className="border-t border-hairline">
            <td className="px-2">
              <PriorityMarker mark={contact.queueClass} weight="name" word={false} />
            </td>
            <td className="px-2">{contact.place ?? t('app.none')}</td>
            <td className="h-8 px-2" data-testid="T0">
              {hhmmss(contact.clock[0])}
            </td>
            {steps.map((step) => (
              <td key={step} className="px-2" data-testid={`T${step}`}>
                {since(contact, step)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function since({ clock }: ContactTimes, step: (typeof steps)[number]): string {
  const at = clock[step]
  return at ? `+${length(at.getTime() - clock[0].getTime())}` : '—'
}
