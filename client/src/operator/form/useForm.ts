import type { FormFields } from '@veghe/shared/intake/intake.contract.ts'
import { useEffect, useEffectEvent, useState } from 'react'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { forget } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from '../contact/useContact.ts'

export type FieldValue = FormFields[string]

/** Well under the two seconds of typing that may be lost with a killed tab. */
const settleMs = 600

/** The reporting sheet of a contact, saved as it is typed. */
export function useForm(contact: Contact) {
  const t = useText()
  const [fresh, setFresh] = useState<FormFields>({})
  const [isSaving, setSaving] = useState(false)
  const isDirty = Object.keys(fresh).length > 0

  const save = useEffectEvent(() => {
    const sent = fresh
    setSaving(true)
    act('intake.saveForm', { contactId: contact.id, fields: sent }, { patience: 'keep' })
      .then(() => forget('intake.contact', { contactId: contact.id }))
      // The text stays in its field; the next keystroke tries again.
      .catch((failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' }))
      .finally(() => {
        setSaving(false)
        setFresh((known) => unlike(known, sent))
      })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each keystroke (`fresh`) starts the wait anew
  useEffect(() => {
    if (!isDirty || isSaving) return
    const timer = setTimeout(save, settleMs)
    return () => clearTimeout(timer)
  }, [fresh, isDirty, isSaving])

  const values: FormFields = { ...contact.form, ...fresh }
  const set = (id: string, value: FieldValue) => setFresh((known) => ({ ...known, [id]: value }))
  return { values, set, state: isSaving || isDirty ? ('saving' as const) : ('saved' as const) }
}

/** What was typed again while the save was under way stays to be saved. */
const unlike = (known: FormFields, sent: FormFields): FormFields =>
  Object.fromEntries(Object.entries(known).filter(([id, value]) => sent[id] !== value))

export const isFilled = (value: FieldValue | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
