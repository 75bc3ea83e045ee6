import type { Ctx } from '../platform/context.ts'
import type { Entry } from './entries.store.ts'

/* The words of a caller that stand on a board, sealed in the entry. */

type Column = 'hint_words' | 'opening'

export const sealingPlace = (column: Column, contactId: string) => `entries|${column}|${contactId}`

type Opened = { sealed: Buffer; words: string }

/** More than ever stand on boards; beyond it all are opened anew. */
const mostKept = 5_000
const kept = new WeakMap<Ctx['fields'], Map<string, Opened>>()

/**
 * Opened once for as long as they stand there, and forgotten when the entry has ended: a shift that comes back reads
 * the same hundreds of entries again and again, and opening them was a third of each reading.
 */
export async function openWords(
  ctx: Ctx,
  { county, contactId, state }: Entry,
  { column, sealed }: { column: Column; sealed: Buffer },
): Promise<string> {
  const opened = kept.get(ctx.fields) ?? new Map<string, Opened>()
  const place = sealingPlace(column, contactId)
  const known = opened.get(place)
  if (state === 'ended') opened.delete(place)
  if (known?.sealed.equals(sealed)) return known.words
  const words = await ctx.fields.open(county, place, sealed)
  if (state === 'ended') return words
  if (opened.size >= mostKept) opened.clear()
  opened.set(place, { sealed, words })
  kept.set(ctx.fields, opened)
  return words
}
