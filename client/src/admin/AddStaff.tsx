import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi } from '@veghe/shared/identity/identity.contract.ts'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { TextField } from '../platform/ui/Field.tsx'
import { FormSheet } from './FormSheet.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { SecretSheet } from './SecretSheet.tsx'
import { allWrongs, type FieldName, optionalText, wrongAt } from './wrongs.ts'

const schema = identityApi['identity.addStaff'].input
const fields = ['name', 'email', 'phone', 'roles'] as const satisfies readonly FieldName[]

/** A new account of the county. Its first password is on this sheet and nowhere else. */
export function AddStaff({ onClose }: { onClose: () => void }) {
  const t = useText()
  const add = useAct('identity.addStaff')
  const { register, handleSubmit, formState, getValues } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', email: '', roles: [] },
    // The summary takes the focus, not the first field.
    shouldFocusError: false,
  })
  const wrongs = allWrongs(fields, formState.errors, add.error)
  const wrong = (field: FieldName) => wrongAt(wrongs, t, field)
  const save = handleSubmit(
    (asked) => add.mutate(asked, { onSuccess: () => forget('identity.staff') }),
    () => add.reset(),
  )
  if (add.data) {
    return (
      <SecretSheet
        title={t('admin.made', { name: getValues('name') })}
        done={t('admin.handedOver')}
        onClose={onClose}
        label={t('admin.firstPassword')}
        value={add.data.firstPassword}
        hint={t('admin.firstPasswordHint')}
      />
    )
  }
  return (
    <FormSheet
      title={t('admin.addTitle')}
      send={t('admin.addSend')}
      wrongs={wrongs}
      failed={add.error}
      isPending={add.isPending}
      onSave={save}
      onClose={onClose}
    >
      <TextField id="name" label={t('admin.name')} wrong={wrong('name')} {...register('name')} />
      <TextField
        id="email"
        type="email"
        label={t('admin.email')}
        hint={t('admin.emailHint')}
        wrong={wrong('email')}
        {...register('email')}
      />
      <TextField
        id="phone"
        type="tel"
        label={`${t('admin.phone')} (${t('app.optional')})`}
        hint={t('admin.phoneHint')}
        wrong={wrong('phone')}
        {...register('phone', { setValueAs: optionalText })}
      />
      <RoleChecks wrong={wrong('roles')} input={register('roles')} />
    </FormSheet>
  )
}
