import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { SafeContact } from '@veghe/shared/queue/queue.contract.ts'
import { SafeHours, Safety } from '@veghe/shared/queue/safe-contact.codes.ts'
import { type RefObject, useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { forget, put, useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { SelectField, TextField } from '../../platform/ui/Field.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed, Notice } from '../../platform/ui/states.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { HourRows } from './HourRows.tsx'
import { newRow, windowsIn } from './hours.ts'
import { SafeCard } from './SafeCard.tsx'
import { useSafeContact } from './useSafeContact.ts'

type SafeSheetProps = { contactId: ContactId; hasNumber: boolean; onClose: () => void }
/** `card` as it stands now; null where nobody has written one. */
type FormProps = SafeSheetProps & { card: SafeContact | null }

const longest = 300
const written = ['word', 'keepFrom', 'otherWay'] as const

const blank = {
  call: 'unknown',
  text: 'unknown',
  hours: 'unknown',
  word: '',
  keepFrom: '',
  otherWay: '',
} as const

type Fields = Pick<SafeContact, 'call' | 'text' | 'hours' | (typeof written)[number]>

/** By which way, at what hours, with which word, and who must not know. What was not asked about stays „not known”. */
export function SafeSheet(props: SafeSheetProps) {
  const { card, isKnown } = useSafeContact(props.contactId)
  return isKnown && <Form {...props} card={card} />
}

function Form({ contactId, card, hasNumber, onClose }: FormProps) {
  const t = useText()
  const save = useSave({ contactId, card, onClose })
  const { fields, set } = save
  const first = useRef<HTMLSpanElement>(null)
  const labels = { word: t('safe.word'), keepFrom: t('safe.keepFromLong'), otherWay: t('safe.otherWayLong') }
  return (
    <Sheet
      title={t('safe.title')}
      open
      place="side"
      onClose={onClose}
      first={first}
      onConfirm={save.run}
      footer={
        <>
          <Button look="primary" size="m" chord="Ctrl+Enter" disabled={save.isPending} onClick={save.run}>
            {t('app.save')}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      {card && card.version !== save.began && (
        <Notice className="mb-4">
          <SafeCard card={card} />
        </Notice>
      )}
      {save.error && <Failed error={save.error} />}
      <div className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Way
            label={t('safe.mayCall')}
            value={fields.call}
            onChange={(call) => set({ call })}
            first={first}
          />
          <Way label={t('safe.mayText')} value={fields.text} onChange={(text) => set({ text })} />
        </div>
        <SelectField
          label={t('safe.when')}
          options={SafeHours.options.map((each) => ({ value: each, label: t(`safe.hours.${each}`) }))}
          value={fields.hours}
          onChange={(changed) => set({ hours: SafeHours.parse(changed.currentTarget.value) })}
        />
        {fields.hours === 'windows' && (
          <HourRows rows={save.rows} isChecked={save.isChecked} onChange={save.setRows} />
        )}
        {written.map((field) => (
          <TextField
            key={field}
            label={labels[field]}
            hint={t(`safe.${field}Hint`)}
            maxLength={longest}
            value={fields[field]}
            onChange={(typed) => set({ [field]: typed.currentTarget.value })}
          />
        ))}
        <p className="text-xs text-ink-3">{t(hasNumber ? 'safe.ofNumber' : 'safe.ofContact')}</p>
      </div>
    </Sheet>
  )
}

type WayProps = {
  label: string
  value: Safety
  onChange: (to: Safety) => void
  first?: RefObject<HTMLSpanElement | null>
}

function Way({ label, value, onChange, first }: WayProps) {
  const t = useText()
  return (
    <div className="grid justify-items-start gap-1">
      <span aria-hidden className="font-[600]">
        {label}
      </span>
      <Segmented
        label={label}
        value={value}
        segments={Safety.options.map((each) => ({ value: each, label: t(`safe.safety.${each}`) }))}
        onChange={onChange}
        {...(first ? { first } : {})}
      />
    </div>
  )
}

/** Once it is marked: the row may lie out of sight above. */
const toFirstWrong = (): void => {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-sheet] [aria-invalid=true]')?.focus(),
  )
}

function useSave({ contactId, card, onClose }: Omit<FormProps, 'hasNumber'>) {
  const t = useText()
  const act = useAct('queue.setSafeContact')
  const [began] = useState(card?.version)
  const [fields, setFields] = useState<Fields>(card ?? blank)
  const [rows, setRows] = useState(() => (card?.windows.length ? card.windows.map(newRow) : [newRow()]))
  const [isChecked, setChecked] = useState(false)
  const run = () => {
    setChecked(true)
    const windows = fields.hours === 'windows' ? windowsIn(rows) : []
    if (!windows) return toFirstWrong()
    if (act.isPending) return
    const { call, text, hours, word, keepFrom, otherWay } = fields
    act.mutate(
      { contactId, version: card?.version ?? 0, call, text, hours, windows, word, keepFrom, otherWay },
      {
        onSuccess: (saved) => {
          put('queue.safeContact', { contactId }, saved)
          tell(t('safe.saved'))
          onClose()
        },
        // What somebody else wrote meanwhile is shown before the next try.
        onError: () => forget('queue.safeContact', { contactId }),
      },
    )
  }
  return {
    ...{ fields, rows, setRows, isChecked, began, run, error: act.error, isPending: act.isPending },
    set: (part: Partial<Fields>) => setFields((known) => ({ ...known, ...part })),
  }
}
