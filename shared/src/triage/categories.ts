import { z } from 'zod'
import { Label } from './protocol.ts'
import { Priority } from './triage.codes.ts'

const Coded = z.object({ code: z.string(), label: Label, min_class: Priority.nullable() })

/** The code list of harm categories and non-case dispositions, as shipped in `categories.json`. */
export const Categories = z.object({
  categories: z.array(
    Coded.extend({
      group: z.string(),
      form: z.string().nullable(),
      active: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  non_case_dispositions: z.array(Coded.extend({ callback: z.boolean() })),
})
export type Categories = z.infer<typeof Categories>

/** The least severe class a category allows, by category code. */
export type CategoryFloors = Record<string, { minClass: Priority; label: Label }>

export function floorsOf({ categories, non_case_dispositions }: Categories): CategoryFloors {
  const coded = [...categories, ...non_case_dispositions]
  return Object.fromEntries(
    coded.flatMap((c) => (c.min_class ? [[c.code, { minClass: c.min_class, label: c.label }]] : [])),
  )
}

/** The forms of harm that the chosen codes stand for. */
export function formsOf({ categories }: Categories, codes: readonly string[]): string[] {
  const forms = categories.filter((c) => codes.includes(c.code)).map((c) => c.form)
  return [...new Set(forms.filter((form) => form !== null))]
}
