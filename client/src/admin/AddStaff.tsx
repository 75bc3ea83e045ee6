import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi } from '@veghe/shared/identity/identity.contract.ts'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { Button } from '../platform/ui/Button.tsx'
import { TextField } from '../platform/ui/Field.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { Problems } from './Problems.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { Secret } from './Secret.tsx'
import { type FieldName, optionalText, type Wrong, wrongOf, wrongsIn } from './wrongs.ts'

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
  const wrongs: Wrong[] = [
    ...fields.filter((field) => formState.errors[field]).map((field) => ({ field, text: wrongOf[field] })),
    ...wrongsIn(add.error),
  ]
  const wrong = (field: FieldName) => {
    const found = wrongs.find((one) => one.field === field)
    return found && t(found.text)
  }
  const save = handleSubmit(
    (asked) => add.mutate(asked, { onSuccess: () => forget('identity.staff') }),
    () => add.reset(),
  )
  if (add.data) {
    return (
      <Sheet
        title={t('admin.made', { name: getValues('name') })}
        open
        onClose={onClose}
        place="side"
        footer={
          <Button look="primary" size="m" onClick={onClose}>
            {t('admin.handedOver')}
          </Button>
        }
      >
        <Secret
          label={t('admin.firstPassword')}
          value={add.data.firstPassword}
          hint={t('admin.firstPasswordHint')}
        />
      </Sheet>
    )
  }
  return (
    <Sheet
      title={t('admin.addTitle')}
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
            disabled={add.isPending}
            onClick={() => void save()}
          >
            {t('admin.addSend')}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <Problems
        wrongs={wrongs}
        failed={add.error}
        onGo={(field) => document.getElementById(field)?.focus()}
      />
      <form noValidate onSubmit={(sent) => void save(sent)} className="grid gap-4">
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
      </form>
    </Sheet>
  )
}
