import { SeenBy } from '@veghe/shared/cases/cases.codes.ts'
import type { CasePerson } from '@veghe/shared/cases/cases.contract.ts'
import { SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { SelectField } from '../../platform/ui/Field.tsx'

/** That somebody else than a sent team saw the child or took it in; said once, now. */
export type Witness = { seen?: { at: string; by: SeenBy }; safe?: { at: string; how: SafeHow } }

type ChildSeenProps = { child: CasePerson; witness: Witness; onChange: (witness: Witness) => void }

export function ChildSeen({ child, witness, onChange }: ChildSeenProps) {
  const t = useText()
  const at = () => serverNow().toISOString()
  return (
    <>
      {!child.seenAt && (
        <SelectField
          label={t('cases.seenBy')}
          empty=""
          options={SeenBy.options.map((each) => ({ value: each, label: t(`cases.seenByWho.${each}`) }))}
          value={witness.seen?.by ?? ''}
          onChange={(changed) => {
            const by = SeenBy.safeParse(changed.currentTarget.value)
            const { seen: _, ...rest } = witness
            onChange(by.success ? { ...rest, seen: { at: at(), by: by.data } } : rest)
          }}
        />
      )}
      {!child.safeAt && (
        <SelectField
          label={t('cases.safeHowLabel')}
          empty=""
          options={SafeHow.options.map((each) => ({ value: each, label: t(`cases.safeHow.${each}`) }))}
          value={witness.safe?.how ?? ''}
          onChange={(changed) => {
            const how = SafeHow.safeParse(changed.currentTarget.value)
            const { safe: _, ...rest } = witness
            onChange(how.success ? { ...rest, safe: { at: at(), how: how.data } } : rest)
          }}
        />
      )}
    </>
  )
}
