import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { NoAnswer } from './api.ts'
import type { MessageKey, Text } from './i18n.ts'

/** Any failure as one sentence in the reader's language. */
export function refusalKey(failed: unknown): MessageKey {
  if (failed instanceof Refusal) return `refusals.${failed.code}`
  return failed instanceof NoAnswer ? 'refusals.unavailable' : 'refusals.bug'
}

export const refusalText = (t: Text, failed: unknown): string => t(refusalKey(failed))

export const isRefusal = (failed: unknown, code: Refusal['code']): boolean =>
  failed instanceof Refusal && failed.code === code
