import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sheet } from './sheet.ts'

const shipped = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../server/src/${path}`, import.meta.url), 'utf8'))

const IntakeForm = z.object({ fields: z.array(z.object({ id: z.string(), label: z.unknown() })) })

test('every field of the screen is a field of the reporting sheet, under the same name', () => {
  const { fields } = IntakeForm.parse(shipped('intake/data/intake-form.json'))
  const known = new Map(fields.map((field) => [field.id, field.label]))
  for (const { id, label } of sheet.fields) expect([id, known.get(id)]).toEqual([id, label])
})
