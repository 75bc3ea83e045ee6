import { FormFields } from '@veghe/shared/intake/intake.contract.ts'
import { partForm } from '@veghe/shared/intake/intake.rules.ts'
import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import type { Ctx } from '../platform/context.ts'
import type { Contact } from './contacts.store.ts'
import sheet from './data/intake-form.json' with { type: 'json' }

/** Answers that say who reports. They lie in the vault. */
const identifying = new Set(
  z
    .array(z.object({ id: z.string(), pii: z.string() }))
    .parse(sheet.fields)
    .filter(({ pii }) => pii === 'reporter-identity')
    .map(({ id }) => id),
)

const mostLetters = 60_000

type Of = { id: ContactId; county: CountyCode }

export async function formOf(
  ctx: Ctx,
  { id, county, form, reporter }: Pick<Contact, 'id' | 'county' | 'form' | 'reporter'>,
): Promise<FormFields> {
  const open = form ? await ctx.fields.open(county, `contacts|form|${id}`, form) : '{}'
  const hidden = reporter ? await ctx.fields.vault.open(county, `contacts|reporter|${id}`, reporter) : '{}'
  return FormFields.parse({ ...JSON.parse(open), ...JSON.parse(hidden) })
}

/** The columns of a contact whose sheet says this. */
export async function savedForm(ctx: Ctx, { id, county }: Of, fields: FormFields) {
  const { form, reporter } = partForm(fields, identifying)
  const [open, hidden] = [JSON.stringify(form), JSON.stringify(reporter)]
  if (open.length + hidden.length > mostLetters) throw new Refusal('too_large')
  return {
    form: await ctx.fields.seal(county, `contacts|form|${id}`, open),
    reporter: await ctx.fields.vault.seal(county, `contacts|reporter|${id}`, hidden),
    formSavedAt: ctx.now,
  }
}
