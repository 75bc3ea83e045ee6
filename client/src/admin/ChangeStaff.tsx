import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi, type StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { useMe } from '../platform/session.tsx'
import { Button } from '../platform/ui/Button.tsx'
import { CheckField, TextField } from '../platform/ui/Field.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { Notice } from '../platform/ui/states.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { Problems } from './Problems.tsx'
import { ResetPassword } from './ResetPassword.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { type FieldName, optionalText, type Wrong, wrongOf, wrongsIn } from './wrongs.ts'

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
  const wrongs: Wrong[] = [
    ...fields.filter((field) => formState.errors[field]).map((field) => ({ field, text: wrongOf[field] })),
    ...wrongsIn(change.error),
  ]
  const wrong = (field: FieldName) => {
    const found = wrongs.find((one) => one.field === field)
    return found && t(found.text)
  }
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
    <Sheet
      title={person.name}
      open
      onClose={onClose}
      place="side"
      onConfirm={() => void save()}
      footer={
        <>
          <Button
            look="primary"
            size="m"
            chord="Ctrl+Enter"
            disabled={change.isPending}
            onClick={() => void save()}
          >
            {t('app.save')}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <Problems
        wrongs={wrongs}
        failed={change.error}
        onGo={(field) => document.getElementById(field)?.focus()}
      />
      {person.version !== began && (
        <Notice className="mb-4">
          {t('admin.nowStands', {
            roles: person.roles.map((role) => t(`admin.role.${role}`)).join(', '),
            state: t(person.active ? 'admin.isOpen' : 'admin.isClosed'),
          })}
        </Notice>
      )}
      <p className="mb-4 text-ink-2">{person.email}</p>
      <form noValidate onSubmit={(sent) => void save(sent)} className="grid gap-4">
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
      </form>
      <ResetPassword person={person} />
    </Sheet>
  )
}
