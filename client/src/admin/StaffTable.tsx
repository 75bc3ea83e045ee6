import type { StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import { useText } from '../platform/i18n.ts'

export function StaffTable({ staff }: { staff: readonly StaffEntry[] }) {
  const t = useText()
  const head = 'px-3 py-1 text-left text-xs font-normal text-ink-3'
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{t('admin.staff')}</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('admin.name')}
          </th>
          <th scope="col" className={head}>
            {t('admin.email')}
          </th>
          <th scope="col" className={head}>
            {t('admin.roles')}
          </th>
        </tr>
      </thead>
      <tbody>
        {staff.map((person) => (
          <tr key={person.id} className="border-t border-hairline">
            <th scope="row" className="h-10 px-3 text-left font-normal">
              {person.name}
            </th>
            <td className="px-3">{person.email}</td>
            <td className="px-3">{person.roles.map((role) => t(`admin.role.${role}`)).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
