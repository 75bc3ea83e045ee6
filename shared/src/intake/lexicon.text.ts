import { fold } from '../kernel/fold.ts'
import type { Tongue } from './lexicon.schema.ts'

/** One word of a text: where it stands, how it was written, and the ways it may be read. */
export type Slot = {
  start: number
  end: number
  /** Lower case, with its marks. */
  written: string
  /** Folded; the first reading is the plain one, the others undo SMS spelling and drawn-out letters. */
  readings: string[]
  sentence: number
  /** Nothing but a space or a hyphen stands before it. */
  joined: boolean
}

type Spelling = ReadonlyMap<string, string[]>

/** Beyond this a text is a document, and a person opens it anyway. */
const longest = 10_000
/** No word of the lexicon is half as long. */
const longestWord = 40

const word = /[\p{L}\p{M}\p{N}\p{Cf}]+/gu
/** Marks and joiners that stand alone belong to an emoji. */
const letter = /[\p{L}\p{N}]/u

export function slotsOf(text: string, sms: Spelling): Slot[] {
  const slots: Slot[] = []
  let sentence = 0
  let after = 0
  for (const { 0: raw, index } of text.slice(0, longest).matchAll(word)) {
    if (!letter.test(raw)) continue
    const between = text.slice(after, index)
    if (/[.!?\n]/.test(between)) sentence += 1
    after = index + raw.length
    const written = plain(raw)
    const place = { start: index, end: after, sentence, joined: /^[\s-]*$/.test(between) }
    slots.push(
      ...readOut(written, sms).map((each, i) => ({ ...place, ...each, joined: i > 0 || place.joined })),
    )
  }
  return slots
}

/** Invisible characters out, one code point a letter, comma below, and the accents that phones put for ours. */
const plain = (raw: string): string =>
  raw
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ãşţõôûà]/g, (c) => standIns[c] ?? c)

const standIns: Record<string, string> = { ã: 'ă', à: 'ă', ş: 'ș', ţ: 'ț', õ: 'ő', ô: 'ő', û: 'ű' }

function readOut(written: string, sms: Spelling): Pick<Slot, 'written' | 'readings'>[] {
  const bare = fold(written)
  const spelt = sms.get(bare)
  if (spelt && spelt.length > 1) return spelt.map((each) => ({ written: each, readings: [each] }))
  return [{ written, readings: [...new Set([bare, ...(spelt ?? []), ...respelt(bare)])] }]
}

/** ajutoooor, shcoala, cutzit, kutit. Hungarian keeps its k and sz: these are further readings, not corrections. */
function respelt(bare: string): string[] {
  if (bare.length > longestWord) return []
  const drawn = /(.)\1\1/.test(bare)
  const short = drawn ? [bare.replace(/(.)\1{2,}/g, '$1'), bare.replace(/(.)\1{2,}/g, '$1$1')] : []
  return [bare, ...short].flatMap((each) => [
    each,
    each.replaceAll('sh', 's').replaceAll('tz', 't').replaceAll('k', 'c'),
  ])
}

/**
 * Whether the marks written speak against the marks meant: baltă is not balta, bată is not bâtă. Marks left out
 * are no contradiction, since most texts have none; nor is the ending of a Romanian noun, fața for față.
 */
export function contradicts(written: string, meant: string, tongue: Tongue): boolean {
  const careful = /[^\p{ASCII}]/u.test(written) && written.length <= 5
  return [...meant].some((m, i) => {
    const w = written[i]
    if (w === undefined || same(w, m) || fold(w) !== fold(m)) return false
    const lastOfNoun = tongue === 'ro' && i === meant.length - 1
    return !lastOfNoun && (isMarked(w) || careful)
  })
}

const isMarked = (letter: string): boolean => /[^\p{ASCII}]/u.test(letter)
const same = (a: string, b: string): boolean => a === b || (long[a] ?? a) === (long[b] ?? b)
/** The long vowels are often written short on a keyboard that lacks them. */
const long: Record<string, string> = { ö: 'ő', ü: 'ű' }
