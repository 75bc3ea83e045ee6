import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi } from '@veghe/shared/identity/identity.contract.ts'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { TextField } from '../platform/ui/Field.tsx'
import { ActionChecks } from './ActionChecks.tsx'
import { FormSheet } from './FormSheet.tsx'
import { SecretSheet } from './SecretSheet.tsx'
import { allWrongs, type FieldName, wrongAt } from './wrongs.ts'

const schema = identityApi['identity.createKey'].input
const fields = ['name', 'actions'] as const satisfies readonly FieldName[]

/** A key for one program. Its secret is on this sheet and nowhere else. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const t = useText()
  const create = useAct('identity.createKey')
  const { register, handleSubmit, formState, watch } = useForm<
    { name: string; actions: string[] },
    unknown,
    { name: string; actions: string[] }
  >({
    resolver: zodResolver(schema),
    defaultValues: { name: '', actions: [] },
    shouldFocusError: false,
  })
  const wrongs = allWrongs(fields, formState.errors, create.error)
  const wrong = (field: FieldName) => wrongAt(wrongs, t, field)
  const save = handleSubmit(
    (asked) => create.mutate(asked, { onSuccess: () => forget('identity.keys') }),
    () => create.reset(),
  )
  if (create.data) {
    return (
      <SecretSheet
        title={create.data.key.name}
        done={t('admin.stored')}
        onClose={onClose}
        label={t('admin.secret')}
        value={create.data.secret}
        hint={t('admin.secretHint')}
      />
    )
  }
  return (
    <FormSheet
      title={t('admin.createKey')}
      send={t('admin.createKeySend')}
      wrongs={wrongs}
      failed={create.error}
      isPending={create.isPending}
      onSave={save}
      onClose={onClose}
    >
      <TextField
        id="name"
        label={t('admin.keyName')}
        hint={t('admin.keyNameHint')}
        wrong={wrong('name')}
        {...register('name')}
      />
      <ActionChecks wrong={wrong('actions')} input={register('actions')} chosen={watch('actions').length} />
    </FormSheet>
  )
}
