import { withinOneEdit } from '../kernel/edit.ts'
import { fold } from '../kernel/fold.ts'
import type { Entry, Lexicon, LexiconContext, Tongue } from './lexicon.schema.ts'
import { contradicts, type Slot, slotsOf } from './lexicon.text.ts'

export type Cue = 'now' | 'past' | 'idiom'
export type Pattern = { entry: Entry } | { cue: Cue }

/** A phrase is a path of words; what ends at a node stands in `patterns`. */
export type PhraseNode = { next: Map<number, PhraseNode>; patterns: Pattern[] }

/** A word as some phrase means it. Its number is what the paths are made of. */
type Word = { meant: string; tongue: Tongue; inflects: boolean; forms: string[] }

export type CompiledLexicon = {
  root: PhraseNode
  words: readonly Word[]
  /** Every accepted form, endings included, with the words it may stand for. */
  forms: ReadonlyMap<string, readonly number[]>
  /** Forms of six letters or more with one letter left out, to find those one slip away. */
  slips: ReadonlyMap<string, readonly string[]>
  sms: ReadonlyMap<string, string[]>
  fillers: ReadonlySet<string>
  negators: ReadonlySet<string>
  ownWords: Record<Tongue, ReadonlySet<string>>
  ago: Record<'since' | 'past' | 'quantities', ReadonlySet<string>>
  homographs: ReadonlyMap<string, Tongue>
  conditionMet: ReadonlySet<string>
  notTypos: ReadonlySet<string>
}

/** Takes some milliseconds: once a process, not once a message. */
export function compileLexicon(lexicon: Lexicon, context: LexiconContext): CompiledLexicon {
  const book = newBook(lexicon.normalisation.suffixes)
  for (const entry of [...lexicon.entries, ...context.further]) {
    const old = entry.folded_old_spelling ?? entry.text
    for (const form of [entry.text, ...glued(entry.text)]) {
      addPhrase(book, { text: form, old: form === entry.text ? old : form, tongue: entry.lang }, { entry })
    }
  }
  for (const cue of ['now', 'past', 'idiom'] as const)
    for (const tongue of ['ro', 'hu'] as const)
      for (const text of context[cue][tongue]) addPhrase(book, { text, old: text, tongue }, { cue })
  const { sms_ro, sms_hu } = lexicon.normalisation
  return {
    root: book.root,
    words: book.words,
    forms: book.forms,
    slips: slipsOf(book.words),
    sms: spellings([sms_ro, sms_hu, context.sms.ro, context.sms.hu]),
    fillers: new Set([...context.fillers.ro, ...context.fillers.hu]),
    negators: new Set(context.negators),
    ownWords: { ro: new Set(context.own_words.ro), hu: new Set(context.own_words.hu) },
    ago: {
      since: new Set(context.ago.since),
      past: new Set(context.ago.past),
      quantities: new Set(context.ago.quantities),
    },
    homographs: new Map(Object.entries(context.homographs)),
    conditionMet: new Set(context.condition_met),
    notTypos: new Set(context.not_typos.map(fold)),
  }
}

type Book = {
  root: PhraseNode
  words: Word[]
  numbers: Map<string, number>
  forms: Map<string, number[]>
  endings: Record<Tongue, string[]>
}

const newPhraseNode = (): PhraseNode => ({ next: new Map(), patterns: [] })

function newBook(endings: Record<Tongue, string[]>): Book {
  const folded = { ro: endings.ro.map(fold), hu: endings.hu.map(fold) }
  return { root: newPhraseNode(), words: [], numbers: new Map(), forms: new Map(), endings: folded }
}

const spellings = (lists: Record<string, string>[]): Map<string, string[]> =>
  new Map(lists.flatMap(Object.entries).map(([from, to]) => [fold(from), fold(to).split(' ')]))

/** „m-am ascuns” is also written „mam ascuns”; with a space it is read so anyway. */
const glued = (text: string): string[] => (text.includes('-') ? [text.replaceAll('-', '')] : [])

const noSms = new Map<string, string[]>()

function addPhrase(book: Book, phrase: { text: string; old: string; tongue: Tongue }, pattern: Pattern) {
  const meant = slotsOf(phrase.text, noSms)
  const old = slotsOf(phrase.old, noSms)
  let node = book.root
  for (const [i, slot] of meant.entries()) {
    const last = i === meant.length - 1
    const number = numberOf(book, slot, { tongue: phrase.tongue, last, old: old[i]?.readings[0] ?? '' })
    const next = node.next.get(number) ?? newPhraseNode()
    node.next.set(number, next)
    node = next
  }
  node.patterns.push(pattern)
}

function numberOf(book: Book, slot: Slot, as: { tongue: Tongue; last: boolean; old: string }): number {
  const [bare = ''] = slot.readings
  // Endings on short words in the middle of a phrase would make other words of them: ma, mai, male.
  const inflects = bare.length >= (as.last ? 3 : 4)
  const key = `${as.tongue} ${slot.written} ${inflects}`
  const known = book.numbers.get(key)
  if (known !== undefined) return known
  const number = book.words.length
  const forms = [...new Set([bare, as.old].filter((f) => f !== ''))]
  book.words.push({ meant: slot.written, tongue: as.tongue, inflects, forms })
  book.numbers.set(key, number)
  for (const form of forms.flatMap((f) => [f, ...(inflects ? inflected(f, as.tongue, book.endings) : [])])) {
    const numbers = book.forms.get(form) ?? []
    if (!numbers.includes(number)) book.forms.set(form, [...numbers, number])
  }
  return number
}

function inflected(form: string, tongue: Tongue, endings: Record<Tongue, string[]>): string[] {
  const whole = endings[tongue].map((ending) => form + ending)
  if (tongue !== 'ro' || form.length < 5 || !form.endsWith('i')) return whole
  // A verb in -i changes its ending instead of adding one: vorbi, vorbesc, vorbit.
  const verb = endings.ro.filter((ending) => ['esc', 'este', 'it'].includes(ending))
  return [...whole, ...verb.map((ending) => form.slice(0, -1) + ending)]
}

function slipsOf(words: readonly Word[]): Map<string, string[]> {
  const slips = new Map<string, string[]>()
  for (const form of new Set(words.flatMap((w) => w.forms).filter((f) => f.length >= 6)))
    for (const slip of [form, ...shortened(form)]) slips.set(slip, [...(slips.get(slip) ?? []), form])
  return slips
}

const shortened = (form: string): string[] =>
  Array.from({ length: form.length }, (_, i) => form.slice(0, i) + form.slice(i + 1))

/** A word of the text that may stand for a word of the lexicon; doubtful where its marks speak against it. */
export type Match = { word: number; doubtful: boolean }

export function matchesOf(slot: Slot, lexicon: CompiledLexicon): Match[] {
  const found = new Map<number, boolean>()
  for (const reading of slot.readings)
    for (const number of lexicon.forms.get(reading) ?? []) {
      const word = lexicon.words[number]
      const doubtful = word !== undefined && contradicts(slot.written, word.meant, word.tongue)
      found.set(number, (found.get(number) ?? true) && doubtful)
    }
  if (found.size === 0) for (const number of slipped(slot, lexicon)) found.set(number, false)
  return [...found].map(([word, doubtful]) => ({ word, doubtful }))
}

function slipped({ readings: [bare = ''] }: Slot, lexicon: CompiledLexicon): number[] {
  if (bare.length < 6 || bare.length > 24 || lexicon.notTypos.has(bare)) return []
  const near = [bare, ...shortened(bare)].flatMap((slip) => lexicon.slips.get(slip) ?? [])
  const forms = [...new Set(near)].filter((form) => form[0] === bare[0] && withinOneEdit(bare, form))
  return [...new Set(forms.flatMap((form) => lexicon.forms.get(form) ?? []))]
}
