import { roles } from '@veghe/shared/identity/identity.codes.ts'
import { Flag } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { useText } from '../platform/i18n.ts'
import { CheckField } from '../platform/ui/Field.tsx'

type RoleChecksProps = { wrong?: string | undefined; input: ComponentProps<'input'> }

/** A set of roles: rights are the sum of them, so each says in a line what it opens. */
export function RoleChecks({ wrong, input }: RoleChecksProps) {
  const t = useText()
  const id = useId()
  return (
    <fieldset aria-describedby={wrong ? id : undefined}>
      <legend className="mb-1 font-[600]">{t('admin.roles')}</legend>
      {wrong && (
        <p id={id} className="flex items-center gap-1.5 font-[600]">
          <Flag aria-hidden className="size-4 shrink-0" />
          {wrong}
        </p>
      )}
      <ul>
        {roles.map((role, i) => (
          <li key={role} className="border-t border-hairline py-1 first:border-t-0">
            <CheckField
              {...input}
              {...(i === 0 ? { id: 'roles' } : {})}
              value={role}
              label={
                <>
                  <b className="font-[600]">{t(`admin.role.${role}`)}</b>
                  <span className="block text-xs text-ink-3">{t(`admin.roleOpens.${role}`)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
