import { Lock } from 'lucide-react'
import { useLabel, useText } from '../../platform/i18n.ts'
import { CheckField, SelectField, TextArea, TextField } from '../../platform/ui/Field.tsx'
import type { SheetField } from './sheet.ts'
import type { FieldValue } from './useForm.ts'

type FormFieldProps = {
  field: SheetField
  value: FieldValue | undefined
  canWrite: boolean
  onChange: (value: FieldValue) => void
}

/** Blank, „nu se știe” and „nu vrea să spună” are three different answers. */
export function FormField(props: FormFieldProps) {
  const { field } = props
  if (field.kind === 'codes') return <Codes {...props} />
  if (field.kind === 'code' || field.kind === 'yes_no' || field.kind === 'boolean')
    return <Choice {...props} />
  return <Words {...props} />
}

function Words({ field, value, canWrite, onChange }: FormFieldProps) {
  const label = useLabel()
  const common = {
    label: label(field.label),
    small: true,
    disabled: !canWrite,
    value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    hint: <VaultHint field={field} />,
  }
  return field.kind === 'long' ? (
    <TextArea
      {...common}
      rows={2}
      maxLength={8000}
      onChange={(typed) => onChange(typed.currentTarget.value || null)}
    />
  ) : (
    <TextField
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      maxLength={500}
      onChange={(typed) => onChange(typed.currentTarget.value || null)}
    />
  )
}

function VaultHint({ field }: { field: SheetField }) {
  const t = useText()
  if (!field.vault) return null
  return (
    <span className="inline-flex items-center gap-1">
      <Lock aria-hidden className="size-3.5" /> {t('form.vault')}
    </span>
  )
}

function Choice({ field, value, canWrite, onChange }: FormFieldProps) {
  const t = useText()
  const label = useLabel()
  const yesNo = [
    { value: 'yes', label: t('app.yes') },
    { value: 'no', label: t('app.no') },
  ]
  const given =
    field.kind === 'code'
      ? field.options.map((option) => ({ value: option.value, label: label(option.label) }))
      : yesNo
  const always = [
    { value: 'unknown', label: t('app.unknown') },
    { value: 'refused', label: t('form.refused') },
  ]
  const options = [...given, ...always.filter((each) => !given.some((one) => one.value === each.value))]
  return (
    <SelectField
      label={label(field.label)}
      small
      empty=""
      options={options}
      disabled={!canWrite}
      value={value === true ? 'yes' : value === false ? 'no' : typeof value === 'string' ? value : ''}
      hint={<VaultHint field={field} />}
      onChange={(changed) => onChange(changed.currentTarget.value || null)}
    />
  )
}

function Codes({ field, value, canWrite, onChange }: FormFieldProps) {
  const label = useLabel()
  const chosen = Array.isArray(value) ? value : []
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code])
  return (
    <fieldset>
      <legend className="font-[600]">{label(field.label)}</legend>
      <div className="grid max-h-44 overflow-y-auto">
        {field.options.map((option) => (
          <CheckField
            key={option.value}
            label={label(option.label)}
            checked={chosen.includes(option.value)}
            disabled={!canWrite}
            onChange={() => toggle(option.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
