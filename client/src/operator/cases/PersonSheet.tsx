import { PersonRole } from '@veghe/shared/cases/cases.codes.ts'
import type { CasePerson } from '@veghe/shared/cases/cases.contract.ts'
import type { CaseId } from '@veghe/shared/kernel/ids.ts'
import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField, SelectField, TextArea, TextField } from '../../platform/ui/Field.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { ChildSeen, type Witness } from './ChildSeen.tsx'

type PersonSheetProps = {
  caseId: CaseId
  version: number
  /** null: a new one. */
  person: CasePerson | null
  onClose: () => void
}

const sexes = ['f', 'm', 'unknown'] as const

type Fields = Pick<CasePerson, 'role' | 'name' | 'sex' | 'atRisk' | 'note'> & { age: string }

const blank: Fields = { role: 'child', name: '', age: '', sex: 'unknown', atRisk: true, note: '' }

/** „~9” is an age one guessed; a name may be unknown. */
function ageIn(text: string): { ageYears: number | null; ageGuessed: boolean } {
  const number = Number.parseFloat(text.replace('~', '').replace(',', '.'))
  return { ageYears: Number.isNaN(number) ? null : number, ageGuessed: text.includes('~') }
}

const given = ({ role, name, sex, atRisk, note, ...person }: CasePerson): Fields => ({
  ...{ role, name, sex, atRisk, note },
  age: person.ageYears === null ? '' : `${person.ageGuessed ? '~' : ''}${person.ageYears}`,
})

export function PersonSheet({ caseId, version, person, onClose }: PersonSheetProps) {
  const t = useText()
  const add = useAct('cases.addPerson', { patience: 'keep' })
  const change = useAct('cases.changePerson')
  const [fields, setFields] = useState<Fields>(person ? given(person) : blank)
  const set = (part: Partial<Fields>) => setFields((known) => ({ ...known, ...part }))
  const first = useRef<HTMLInputElement>(null)
  const [seen, setSeen] = useState<Witness>({})
  const error = add.error ?? change.error
  const save = () => {
    const { role, name, age, sex, atRisk, note } = fields
    const said = { role, name: name.trim(), ...ageIn(age), sex, atRisk: role === 'child' && atRisk, note }
    const done = {
      onSuccess: () => {
        forget('cases.view', { caseId })
        onClose()
      },
    }
    if (person) change.mutate({ caseId, personId: person.id, version, ...said, ...seen }, done)
    else add.mutate({ caseId, ...said }, done)
  }
  return (
    <Sheet
      title={t(person ? 'cases.changePerson' : 'cases.addPerson')}
      open
      onClose={onClose}
      first={first}
      onConfirm={save}
      footer={
        <Button
          look="primary"
          size="m"
          chord="Ctrl+Enter"
          disabled={add.isPending || change.isPending}
          onClick={save}
        >
          {t('app.save')}
        </Button>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          ref={first}
          label={t('cases.name')}
          hint={t('cases.nameHint')}
          maxLength={200}
          value={fields.name}
          onChange={(typed) => set({ name: typed.currentTarget.value })}
        />
        <SelectField
          label={t('cases.roleLabel')}
          options={PersonRole.options.map((each) => ({ value: each, label: t(`cases.role.${each}`) }))}
          value={fields.role}
          onChange={(changed) => set({ role: PersonRole.parse(changed.currentTarget.value) })}
        />
        <TextField
          label={t('cases.age')}
          hint={t('cases.ageHint')}
          value={fields.age}
          onChange={(typed) => set({ age: typed.currentTarget.value.replace(/[^0-9~,.]/g, '').slice(0, 5) })}
        />
        <SelectField
          label={t('cases.sexLabel')}
          options={sexes.map((each) => ({ value: each, label: t(`cases.sex.${each}`) }))}
          value={fields.sex}
          onChange={(changed) => {
            const sex = sexes.find((each) => each === changed.currentTarget.value)
            if (sex) set({ sex })
          }}
        />
        {fields.role === 'child' && (
          <CheckField
            className="sm:col-span-2"
            label={t('cases.atRisk')}
            checked={fields.atRisk}
            onChange={(changed) => set({ atRisk: changed.currentTarget.checked })}
          />
        )}
        {person?.role === 'child' && fields.role === 'child' && (
          <ChildSeen child={person} witness={seen} onChange={setSeen} />
        )}
        <TextArea
          className="sm:col-span-2"
          label={t('cases.personNote')}
          rows={2}
          maxLength={1000}
          value={fields.note}
          onChange={(typed) => set({ note: typed.currentTarget.value })}
        />
      </div>
      {error && <Failed error={error} />}
    </Sheet>
  )
}
