import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi, type StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { useMe } from '../platform/session.tsx'
import { CheckField, TextField } from '../platform/ui/Field.tsx'
import { Notice } from '../platform/ui/states.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { FormSheet } from './FormSheet.tsx'
import { ResetPassword } from './ResetPassword.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { allWrongs, type FieldName, optionalText, wrongAt } from './wrongs.ts'

const schema = identityApi['identity.changeStaff'].input.omit({ staffId: true, version: true })
const fields = ['roles', 'phone'] as const satisfies readonly FieldName[]

type ChangeStaffProps = { person: StaffEntry; onClose: () => void }

/** Roles, access and phone of one person; the password apart, because it takes effect at once. */
export function ChangeStaff({ person, onClose }: ChangeStaffProps) {
  const t = useText()
  const me = useMe()
  const change = useAct('identity.changeStaff')
  const [began] = useState(person.version)
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { roles: [...person.roles], active: person.active },
    shouldFocusError: false,
  })
  const wrongs = allWrongs(fields, formState.errors, change.error)
  const wrong = (field: FieldName) => wrongAt(wrongs, t, field)
  const save = handleSubmit(
    (asked) =>
      change.mutate(
        { staffId: person.id, version: person.version, ...asked },
        {
          onSuccess: () => {
            tell(t('admin.changed', { name: person.name }))
            onClose()
          },
          // Also after a refusal: what somebody else changed meanwhile is shown before the next try.
          onSettled: () => forget('identity.staff'),
        },
      ),
    () => change.reset(),
  )
  return (
    <FormSheet
      title={person.name}
      send={t('app.save')}
      wrongs={wrongs}
      failed={change.error}
      isPending={change.isPending}
      onSave={save}
      onClose={onClose}
      before={
        <>
          {person.version !== began && (
            <Notice className="mb-4">
              {t('admin.nowStands', {
                roles: person.roles.map((role) => t(`admin.role.${role}`)).join(', '),
                state: t(person.active ? 'admin.isOpen' : 'admin.isClosed'),
              })}
            </Notice>
          )}
          <p className="mb-4 text-ink-2">{person.email}</p>
        </>
      }
      after={<ResetPassword person={person} />}
    >
      <RoleChecks wrong={wrong('roles')} input={register('roles')} />
      <TextField
        id="phone"
        type="tel"
        label={t(person.hasPhone ? 'admin.newPhone' : 'admin.phone')}
        hint={t(person.hasPhone ? 'admin.newPhoneHint' : 'admin.phoneHint')}
        wrong={wrong('phone')}
        {...register('phone', { setValueAs: optionalText })}
      />
      <div>
        <CheckField label={t('admin.active')} disabled={person.id === me.staffId} {...register('active')} />
        <p className="text-xs text-ink-3">{t('admin.activeHint')}</p>
      </div>
    </FormSheet>
  )
}
