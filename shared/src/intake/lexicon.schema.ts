import { z } from 'zod'

export const HintClass = z.enum(['P0', 'P1', 'P2'])
export type HintClass = z.infer<typeof HintClass>

export const Tongue = z.enum(['ro', 'hu'])
export type Tongue = z.infer<typeof Tongue>

export const Entry = z.object({
  id: z.string(),
  lang: Tongue,
  text: z.string().min(1),
  /** With î for â, where that changes the folded text. */
  folded_old_spelling: z.string().nullable().default(null),
  category: z.string(),
  raise_to: HintClass,
  raise_if_now: HintClass,
  weight: z.number(),
  match: z.enum(['word', 'phrase']),
  /** Alone it raises to P2 at most. */
  ambiguous: z.boolean(),
})
export type Entry = z.infer<typeof Entry>

const Words = z.array(z.string())
const PerTongue = z.object({ ro: Words, hu: Words })
const Spelt = z.record(z.string(), z.string())

export const Trap = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  expected: z.enum(['no_hit', 'low_weight', 'keep_raise']),
})

/** `danger-lexicon.json` as far as it is read here. */
export const Lexicon = z.object({
  normalisation: z.object({ suffixes: PerTongue, sms_ro: Spelt, sms_hu: Spelt }),
  entries: z.array(Entry),
  traps: z.array(Trap),
})
export type Lexicon = z.infer<typeof Lexicon>

/** `danger-context.json`: what around a danger word raises or lowers its weight. */
export const LexiconContext = z.object({
  now: PerTongue,
  past: PerTongue,
  idiom: PerTongue,
  /** „Acum 3 ani” is not now: by the unit of time that follows. */
  ago: z.object({ since: Words, past: Words, quantities: Words }),
  negators: Words,
  /** May stand inside a phrase without breaking it. */
  fillers: PerTongue,
  sms: z.object({ ro: Spelt, hu: Spelt }),
  /** Common words by which a language is known. */
  own_words: PerTongue,
  /** Entries that are harmless words of another language, unless their own is spoken around them. */
  homographs: z.record(z.string(), Tongue),
  /** Entries that say themselves what makes their class P0: swallowed, taken away. */
  condition_met: Words,
  /** Words one letter away from an entry that are no slip of the finger. */
  not_typos: Words,
  /** Entries of our own beside the lexicon's. */
  further: z.array(Entry),
})
export type LexiconContext = z.infer<typeof LexiconContext>
