import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import type { MessageKey, Text } from '../platform/i18n.ts'

export const wrongOf = {
  name: 'admin.wrong.name',
  email: 'admin.wrong.email',
  roles: 'admin.wrong.roles',
  phone: 'admin.wrong.phone',
  actions: 'admin.wrong.actions',
} as const satisfies Record<string, MessageKey>
export type FieldName = keyof typeof wrongOf

export type Wrong = { field: FieldName; text: MessageKey }

const Issues = z.object({ issues: z.array(z.object({ path: z.union([z.string(), z.array(z.unknown())]) })) })
const isField = (name: string): name is FieldName => Object.hasOwn(wrongOf, name)

/** What the server found wrong with the form, put at its fields; empty where the refusal is about something else. */
export function wrongsIn(failed: unknown): Wrong[] {
  if (!(failed instanceof Refusal)) return []
  if (failed.code === 'staff_exists') return [{ field: 'email', text: 'refusals.staff_exists' }]
  if (failed.code === 'last_administrator') return [{ field: 'roles', text: 'refusals.last_administrator' }]
  if (failed.code !== 'bad_input') return []
  const read = Issues.safeParse(failed.details)
  const names = read.success
    ? read.data.issues.map(({ path }) => String(Array.isArray(path) ? path[0] : path))
    : []
  return names.filter(isField).map((field) => ({ field, text: wrongOf[field] }))
}

/** Everything wrong with a form, in the order of its fields: found here before it was sent, and by the server after. */
export const allWrongs = (
  fields: readonly FieldName[],
  found: Partial<Record<FieldName, unknown>>,
  failed: unknown,
): Wrong[] => [
  ...fields.filter((field) => found[field]).map((field) => ({ field, text: wrongOf[field] })),
  ...wrongsIn(failed),
]

/** What to say at one field. */
export const wrongAt = (wrongs: readonly Wrong[], t: Text, field: FieldName): string | undefined => {
  const found = wrongs.find((one) => one.field === field)
  return found && t(found.text)
}

/** An empty field is a field left out. */
export const optionalText = (typed: string): string | undefined => typed.trim() || undefined
