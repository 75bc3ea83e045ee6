import { zodResolver } from '@hookform/resolvers/zod'
import { identityApi } from '@veghe/shared/identity/identity.contract.ts'
import { useForm } from 'react-hook-form'
import { useText } from '../platform/i18n.ts'
import { forget, useAct } from '../platform/query.ts'
import { Button } from '../platform/ui/Button.tsx'
import { TextField } from '../platform/ui/Field.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { ActionChecks } from './ActionChecks.tsx'
import { Problems } from './Problems.tsx'
import { Secret } from './Secret.tsx'
import { type FieldName, type Wrong, wrongOf, wrongsIn } from './wrongs.ts'

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
  const wrongs: Wrong[] = [
    ...fields.filter((field) => formState.errors[field]).map((field) => ({ field, text: wrongOf[field] })),
    ...wrongsIn(create.error),
  ]
  const wrong = (field: FieldName) => {
    const found = wrongs.find((one) => one.field === field)
    return found && t(found.text)
  }
  const save = handleSubmit(
    (asked) => create.mutate(asked, { onSuccess: () => forget('identity.keys') }),
    () => create.reset(),
  )
  if (create.data) {
    return (
      <Sheet
        title={create.data.key.name}
        open
        onClose={onClose}
        place="side"
        footer={
          <Button look="primary" size="m" onClick={onClose}>
            {t('admin.stored')}
          </Button>
        }
      >
        <Secret label={t('admin.secret')} value={create.data.secret} hint={t('admin.secretHint')} />
      </Sheet>
    )
  }
  return (
    <Sheet
      title={t('admin.createKey')}
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
            disabled={create.isPending}
            onClick={() => void save()}
          >
            {t('admin.createKeySend')}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <Problems
        wrongs={wrongs}
        failed={create.error}
        onGo={(field) => document.getElementById(field)?.focus()}
      />
      <form noValidate onSubmit={(sent) => void save(sent)} className="grid gap-4">
        <TextField
          id="name"
          label={t('admin.keyName')}
          hint={t('admin.keyNameHint')}
          wrong={wrong('name')}
          {...register('name')}
        />
        <ActionChecks wrong={wrong('actions')} input={register('actions')} chosen={watch('actions').length} />
      </form>
    </Sheet>
  )
}
