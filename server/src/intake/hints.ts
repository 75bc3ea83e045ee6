import type { Hint } from '@veghe/shared/intake/intake.contract.ts'
import { findDanger } from '@veghe/shared/intake/lexicon.rules.ts'
import { dangerLexicon } from '@veghe/shared/intake/lexicon.ts'
import type { ContactId, CountyCode, MessageId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { Contact } from './contacts.store.ts'

/** The worst danger words of a text; null where they raise nothing, such as „m-a omorât cu temele”. */
export function hintIn(text: string): Hint | null {
  const found = findDanger(text, dangerLexicon)
  if (!found || found.low) return null
  return { raiseTo: found.raiseTo, category: found.category, words: found.words }
}

type Kept = Pick<Contact, 'hintRaiseTo' | 'hintCategory' | 'hintWords'>

/** The hint as a row keeps it. `table` names where the row stands: the words open only there. */
export async function sealHint(
  ctx: Ctx,
  hint: Hint | null,
  at: { table: 'contacts' | 'messages'; id: ContactId | MessageId; county: CountyCode },
): Promise<Partial<Kept>> {
  if (!hint) return {}
  const hintWords = await ctx.fields.seal(at.county, `${at.table}|hint_words|${at.id}`, hint.words)
  return { hintRaiseTo: hint.raiseTo, hintCategory: hint.category, hintWords }
}

export async function openHint(
  ctx: Ctx,
  row: Kept & { id: ContactId | MessageId; county: CountyCode },
  table: 'contacts' | 'messages',
): Promise<Hint | null> {
  if (!row.hintRaiseTo || !row.hintWords) return null
  const words = await ctx.fields.open(row.county, `${table}|hint_words|${row.id}`, row.hintWords)
  return { raiseTo: row.hintRaiseTo, category: row.hintCategory ?? '', words }
}
