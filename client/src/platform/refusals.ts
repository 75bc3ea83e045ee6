import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import { NoAnswer } from './api.ts'
import { serverNow } from './clock.ts'
import type { MessageKey, Text, Values } from './i18n.ts'
import { whenShort } from './time.ts'

/** Any failure as one sentence in the reader's language. */
export function refusalKey(failed: unknown): MessageKey {
  if (failed instanceof Refusal) return `refusals.${failed.code}`
  return failed instanceof NoAnswer ? 'refusals.unavailable' : 'refusals.bug'
}

/** What a refusal carries for its sentence. */
const Said = z.object({ calls: z.number().optional(), from: z.coerce.date().optional() })

function valuesIn(failed: unknown): Values {
  const said = failed instanceof Refusal ? Said.safeParse(failed.details).data : undefined
  const { calls, from } = said ?? {}
  return {
    ...(calls === undefined ? {} : { calls }),
    ...(from ? { from: whenShort(from, serverNow()) } : {}),
  }
}

export const refusalText = (t: Text, failed: unknown): string => t(refusalKey(failed), valuesIn(failed))

export const isRefusal = (failed: unknown, code: Refusal['code']): boolean =>
  failed instanceof Refusal && failed.code === code

/** Refused for a person's safety, where a stated reason lets one go past it. */
export const mayGoPast = (failed: unknown): boolean =>
  failed instanceof Refusal && failed.details.canPass === true
