import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import type { MessageKey } from '../platform/i18n.ts'

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

/** An empty field is a field left out. */
export const optionalText = (typed: string): string | undefined => typed.trim() || undefined
