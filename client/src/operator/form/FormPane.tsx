import { useText } from '../../platform/i18n.ts'
import { hhmmss } from '../../platform/time.ts'
import type { Contact } from '../contact/useContact.ts'
import type { Triage } from '../triage/useTriage.ts'
import { FormField } from './FormField.tsx'
import { FormSection } from './FormSection.tsx'
import { sheet } from './sheet.ts'
import { type FieldValue, isFilled, useForm } from './useForm.ts'

type FormPaneProps = { contact: Contact; triage: Triage | null; canWrite: boolean }

/** The reporting sheet. Nothing on it is ever required to send help; it says how full it is and when it was saved. */
export function FormPane({ contact, triage, canWrite }: FormPaneProps) {
  const t = useText()
  const { values, set, state } = useForm(contact)
  const filled = sheet.fields.filter((field) => isFilled(values[field.id])).length
  const change = (id: string, value: FieldValue) => {
    set(id, value)
    if (id === 'category_main' || id === 'categories_other') tellTriage({ ...values, [id]: value })
  }
  /** The harm category carries a least class: the rules must hear of it. */
  function tellTriage(now: Record<string, FieldValue>): void {
    const codes = [now.category_main, now.categories_other].flat().filter((code) => typeof code === 'string')
    triage?.answer('category', codes.length > 0 ? [...new Set(codes)] : null)
  }
  return (
    <>
      <div className="border-b border-hairline px-6 py-3">
        <p className="flex items-center gap-2 text-xs text-ink-3" aria-live="polite">
          {t('form.filled', { filled, all: sheet.fields.length })}
          <span className="ml-auto">
            {state === 'saving'
              ? t('app.saving')
              : contact.formSavedAt && t('app.savedAt', { time: hhmmss(contact.formSavedAt) })}
          </span>
        </p>
        <Ticks share={filled / sheet.fields.length} />
      </div>
      {sheet.sections.map((section, i) => {
        const fields = sheet.fields.filter((field) => field.section === section.id)
        return (
          <FormSection
            key={section.id}
            label={section.label}
            filled={fields.filter((field) => isFilled(values[field.id])).length}
            all={fields.length}
            isOpen={i === 0}
          >
            {fields.map((field) => (
              <FormField
                key={field.id}
                field={field}
                value={values[field.id]}
                canWrite={canWrite}
                onChange={(value) => change(field.id, value)}
              />
            ))}
          </FormSection>
        )
      })}
    </>
  )
}

const tickCount = 14

function Ticks({ share }: { share: number }) {
  const on = Math.round(share * tickCount)
  return (
    <div aria-hidden className="mt-2 flex gap-0.5">
      {Array.from({ length: tickCount }, (_, i) => `tick ${String(i)}`).map((tick, i) => (
        <i key={tick} className={`h-1.5 flex-1 border ${i < on ? 'border-ink-2 bg-ink-2' : 'border-edge'}`} />
      ))}
    </div>
  )
}
