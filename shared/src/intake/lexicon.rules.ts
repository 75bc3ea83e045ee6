import type { Hint } from './intake.contract.ts'
import type { CompiledLexicon } from './lexicon.compile.ts'
import type { HintClass } from './lexicon.schema.ts'
import { searchPhrases } from './lexicon.search.ts'
import { type Slot, slotsOf } from './lexicon.text.ts'
import { type Judged, weighHits } from './lexicon.weigh.ts'

// A hit only raises or reorders; no hit never means safe. Nothing is hidden: what speaks against a hit lowers its
// weight, and it is still shown.

export type DangerHit = {
  raiseTo: HintClass
  /** W1 to W14 of the lexicon. */
  category: string
  /** As written, at most 60 characters. */
  words: string
  entryId: string
  weight: number
  /** Shown, but raises nothing: negated, past, a figure of speech. */
  low: boolean
}

/** The worst hit, and the others after it. */
export type DangerHint = DangerHit & { others: DangerHit[] }

const severity: Record<HintClass, number> = { P0: 0, P1: 1, P2: 2 }
const mostShown = 8

export function findDanger(text: string, lexicon: CompiledLexicon): DangerHint | null {
  const slots = slotsOf(text, lexicon.sms)
  if (isVeryShort(slots)) return veryShort(text)
  const hits = weighHits(searchPhrases(slots, lexicon), slots, lexicon)
    .map((hit) => present(hit, slots, text))
    .toSorted(worstFirst)
  const each = hits.filter((hit, i) => hits.findIndex((h) => h.entryId === hit.entryId) === i)
  const [worst, ...others] = each.slice(0, mostShown)
  return worst ? { ...worst, others } : null
}

/** What the queue and the screens take from it. A low hit raises nothing, so it is no hint there. */
export function hintOf(found: DangerHint | null): Hint | null {
  if (found === null || found.low) return null
  const { raiseTo, category, words } = found
  return { raiseTo, category, words }
}

const worstFirst = (a: DangerHit, b: DangerHit): number =>
  Number(a.low) - Number(b.low) || severity[a.raiseTo] - severity[b.raiseTo] || b.weight - a.weight

function present({ entry, from, to, raiseTo, weight, low }: Judged, slots: Slot[], text: string): DangerHit {
  const words = text.slice(slots[from]?.start, slots[to]?.end).slice(0, 60)
  return { raiseTo, category: entry.category, words, entryId: entry.id, weight, low }
}

/** A full stop, an emoji, „119”, a picture without a word: a person looks within a minute. Digits answer questions. */
const isVeryShort = (slots: Slot[]): boolean =>
  slots.every(({ readings: [bare = ''] }) => bare === '119' || bare === '112' || /^\p{L}$/u.test(bare))

function veryShort(text: string): DangerHint {
  const words = text.trim().slice(0, 60)
  return { raiseTo: 'P2', category: 'W14', words, entryId: 'very_short', weight: 3, low: false, others: [] }
}
