import { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { SelectField } from '../../platform/ui/Field.tsx'

type PastReasonsProps = { past: PassReason | null; onChange: (past: PassReason | null) => void }

/** Why one goes past what the card says; without a reason nobody does. */
export function PastReasons({ past, onChange }: PastReasonsProps) {
  const t = useText()
  return (
    <SelectField
      label={t('safe.past')}
      hint={t('safe.pastHint')}
      small
      className="my-2"
      empty={t('safe.pastNone')}
      options={PassReason.options.map((each) => ({ value: each, label: t(`safe.pastReason.${each}`) }))}
      value={past ?? ''}
      onChange={(changed) => onChange(PassReason.safeParse(changed.currentTarget.value).data ?? null)}
    />
  )
}
