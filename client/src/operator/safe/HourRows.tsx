import { SafeDays } from '@veghe/shared/queue/safe-contact.codes.ts'
import { Plus, X } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { SelectField, TextField } from '../../platform/ui/Field.tsx'
import { type HourRow, newRow, wrongIn } from './hours.ts'

type HourRowsProps = {
  rows: readonly HourRow[]
  /** What is wrong is said once somebody has tried to save. */
  isChecked: boolean
  onChange: (rows: HourRow[]) => void
}

const mostRows = 8

/** On which days, from when to when: a row for each. */
export function HourRows({ rows, isChecked, onChange }: HourRowsProps) {
  const t = useText()
  const change = (key: string, part: Partial<HourRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  return (
    <div className="grid gap-3">
      {rows.map((row, i) => (
        <div
          key={row.key}
          className="grid grid-cols-[4.5rem_4.5rem_minmax(0,1fr)] items-start gap-2 sm:grid-cols-[minmax(0,1fr)_5rem_5rem_2.5rem]"
        >
          <SelectField
            label={t('safe.day')}
            className="col-span-3 sm:col-span-1"
            bare={i > 0}
            options={SafeDays.options.map((each) => ({ value: each, label: t(`safe.days.${each}`) }))}
            value={row.days}
            onChange={(changed) => change(row.key, { days: SafeDays.parse(changed.currentTarget.value) })}
          />
          {(['from', 'to'] as const).map((field) => (
            <TextField
              key={field}
              label={t(`safe.${field}`)}
              bare={i > 0}
              inputMode="numeric"
              maxLength={5}
              {...(isChecked && wrongIn(row, field)
                ? { 'aria-invalid': true, 'aria-describedby': `${row.key}-wrong` }
                : {})}
              value={row[field]}
              onChange={(typed) => change(row.key, { [field]: typed.currentTarget.value })}
            />
          ))}
          <Button
            icon={X}
            size="m"
            look="text"
            className="place-self-end"
            aria-label={t('safe.removeHours')}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
          />
          <Wrong row={row} isChecked={isChecked} />
        </div>
      ))}
      {rows.length < mostRows && (
        <Button icon={Plus} className="justify-self-start" onClick={() => onChange([...rows, newRow()])}>
          {t('safe.addHours')}
        </Button>
      )}
    </div>
  )
}

function Wrong({ row, isChecked }: { row: HourRow; isChecked: boolean }) {
  const t = useText()
  const wrong = wrongIn(row, 'from') ?? wrongIn(row, 'to')
  if (!isChecked || !wrong) return null
  return (
    <p id={`${row.key}-wrong`} role="alert" className="col-span-full font-[600]">
      {t(wrong)}
    </p>
  )
}
