import type { Outcome } from '@veghe/shared/triage/triage.codes.ts'
import { type Text, useText } from '../../platform/i18n.ts'
import { type Binding, useKeys } from '../../platform/keys.ts'
import { Section } from '../../platform/ui/Pane.tsx'
import type { Contact } from '../contact/useContact.ts'
import { type Ending, endings } from './outcomes.ts'

type EndingsProps = {
  contact: Contact
  chosen: Outcome | null
  disabled: boolean
  onChoose: (ending: Ending) => void
}

/** Under digits, in the order one meets them. What closes at once says so. */
export function Endings({ contact, chosen, disabled, onChoose }: EndingsProps) {
  const t = useText()
  useKeys(
    disabled
      ? []
      : endings.flatMap((ending): Binding[] =>
          ending.digit
            ? [{ chord: ending.digit, label: 'keys.result', bar: '1–9, 0', run: () => onChoose(ending) }]
            : [],
        ),
  )
  return (
    <Section title={t('wrap.result')}>
      <div className="grid grid-cols-1 gap-1 sm:grid-cols-2 roomy:grid-cols-4">
        {endings.map((ending) => (
          <button
            key={ending.kind === 'outcome' ? ending.outcome : ending.disposition}
            type="button"
            disabled={disabled}
            aria-pressed={ending.kind === 'outcome' ? ending.outcome === chosen : undefined}
            onClick={() => onChoose(ending)}
            className="flex min-h-11 items-center gap-2 rounded-s border border-edge bg-raised px-1.5 text-left font-[500] disabled:border-dashed disabled:text-ink-3 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-strong aria-pressed:text-surface"
          >
            <span className="grid size-7 shrink-0 place-items-center rounded-[3px] border border-edge font-code text-m leading-none font-[600]">
              {ending.digit ?? '·'}
            </span>
            {endingText(t, ending, contact)}
          </button>
        ))}
      </div>
      <p className="mt-2 text-xs text-ink-3">{t('wrap.oneKeyHint')}</p>
    </Section>
  )
}

function endingText(t: Text, ending: Ending, contact: Contact): string {
  if (ending.kind === 'dispose') return t(`wrap.disposition.${ending.disposition}`)
  if (ending.outcome !== 'case') return t(`wrap.outcome.${ending.outcome}`)
  return contact.caseNumber ? t('wrap.inCase', { number: contact.caseNumber }) : t('wrap.newCase')
}
