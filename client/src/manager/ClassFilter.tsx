import { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { useText } from '../platform/i18n.ts'
import { classes } from '../platform/ui/classes.ts'
import { PriorityMarker } from '../platform/ui/Priority.tsx'

type ClassFilterProps = { value: QueueClass | null; onChange: (value: QueueClass | null) => void }

/** Which class the figures speak of. On paper only the chosen one is left. */
export function ClassFilter({ value, onChange }: ClassFilterProps) {
  const t = useText()
  const look = (isChosen: boolean) =>
    classes(
      'inline-flex min-h-8 items-center border-b-2 px-1',
      isChosen ? 'border-ink font-strong' : 'border-transparent text-ink-2 print:hidden',
    )
  return (
    <fieldset className="flex flex-wrap gap-x-3">
      <legend className="sr-only">{t('insight.class')}</legend>
      <button
        type="button"
        aria-pressed={value === null}
        onClick={() => onChange(null)}
        className={look(value === null)}
      >
        {t('insight.allClasses')}
      </button>
      {QueueClass.options.map((mark) => (
        <button
          key={mark}
          type="button"
          aria-pressed={value === mark}
          onClick={() => onChange(mark)}
          className={look(value === mark)}
        >
          <PriorityMarker mark={mark} weight="name" word={false} />
        </button>
      ))}
    </fieldset>
  )
}
