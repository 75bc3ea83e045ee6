import type { StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { Check } from 'lucide-react'
import { serverNow } from '../platform/clock.ts'
import { type MessageKey, useText } from '../platform/i18n.ts'
import { whenShort } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { classes } from '../platform/ui/classes.ts'

const columns: readonly (readonly [MessageKey, string])[] = [
  ['admin.name', 'pl-6'],
  ['admin.roles', 'max-sm:hidden'],
  ['admin.phone', 'max-sm:hidden'],
  ['admin.secondFactor', 'max-md:hidden'],
  ['admin.lastSignIn', 'max-md:hidden'],
]

type StaffTableProps = { staff: readonly StaffEntry[]; onChange: (id: StaffId) => void }

export function StaffTable({ staff, onChange }: StaffTableProps) {
  const t = useText()
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{t('admin.staff')}</caption>
      <thead>
        <tr>
          {columns.map(([label, more]) => (
            <th
              key={label}
              scope="col"
              className={classes('px-3 pt-2 pb-1 text-left text-xs font-normal text-ink-3', more)}
            >
              {t(label)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {staff.map((person) => (
          <Row key={person.id} person={person} onChange={() => onChange(person.id)} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ person, onChange }: { person: StaffEntry; onChange: () => void }) {
  const t = useText()
  const { name, email, active, lastSignInAt } = person
  const roles = person.roles.map((role) => t(`admin.role.${role}`)).join(', ')
  return (
    <tr data-testid="person" className={classes('border-t border-hairline', !active && 'text-ink-3')}>
      <th scope="row" className="py-2 pr-3 pl-6 text-left font-normal">
        <b className={active ? '' : 'font-normal line-through'}>{name}</b>
        {!active && <span className="ml-2">{t('admin.closed')}</span>}
        <span className="block text-xs break-all text-ink-2">{email}</span>
        <span className="block text-xs text-ink-2 sm:hidden">{roles}</span>
      </th>
      <td className="px-3 max-sm:hidden">{roles}</td>
      <td className="px-3 max-sm:hidden">
        <YesOr yes={person.hasPhone} no={t('admin.noPhone')} />
      </td>
      <td className="px-3 max-md:hidden">
        <YesOr yes={person.secondFactor} no={t('admin.noSecondFactor')} />
      </td>
      <td className="px-3 whitespace-nowrap text-ink-2 max-md:hidden">
        {lastSignInAt ? whenShort(lastSignInAt, serverNow()) : t('admin.never')}
      </td>
      <td className="py-1 pr-4 text-right">
        <Button aria-label={t('admin.changeOf', { name })} onClick={onChange}>
          {t('app.change')}
        </Button>
      </td>
    </tr>
  )
}

function YesOr({ yes, no }: { yes: boolean; no: string }) {
  const t = useText()
  if (!yes) return <span className="text-ink-2">{no}</span>
  return <Check role="img" aria-label={t('app.yes')} className="size-4" />
}
