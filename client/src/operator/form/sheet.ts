import { Label } from '@veghe/shared/triage/protocol.ts'
import { z } from 'zod'
import shipped from './data/sheet.json'

const Kind = z.enum(['text', 'long', 'yes_no', 'boolean', 'code', 'codes', 'date'])

const SheetField = z.object({
  id: z.string(),
  section: z.string(),
  label: Label,
  kind: Kind,
  /** Says who reported: it goes into the vault and onto no printout. */
  vault: z.boolean().default(false),
  options: z.array(z.object({ value: z.string(), label: Label })).default([]),
})
export type SheetField = z.infer<typeof SheetField>

const Sheet = z.object({
  sections: z.array(z.object({ id: z.string(), label: Label })),
  fields: z.array(SheetField),
})

/** The fields of the reporting sheet that a person fills. What the triage asks or the place search finds is not asked again. */
export const sheet = Sheet.parse(shipped)
