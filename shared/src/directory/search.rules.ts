import { withinOneEdit } from '../kernel/edit.ts'
import { fold } from '../kernel/fold.ts'
import type { CountyCode } from '../kernel/ids.ts'
import type { PlaceFound } from './directory.contract.ts'

/** A unit (UAT), or a locality with the unit it lies in. Each carries its unit: village names occur twice. */
export type ListedPlace = PlaceFound

type Name = { whole: string; words: string[] }
type Indexed = { place: ListedPlace; names: Name[]; unitWords: string[] }
type Wanted = { limit: number; home: CountyCode | null }

/**
 * The best first: the whole name, its beginning, beginnings of its words, the same with the unit, then one typing
 * error. Among equals the home county's stand first: a name alone never decides the county.
 */
export function searchPlaces(
  places: readonly ListedPlace[],
  text: string,
  { limit, home }: Wanted,
): ListedPlace[] {
  const query = folded(text)
  if (query === '') return []
  const found = indexOf(places).flatMap((indexed) => {
    const rank = bestRank(indexed, query)
    return rank === null ? [] : [{ rank, place: indexed.place }]
  })
  const away = (p: ListedPlace): number => Number(p.county !== home)
  return found
    .toSorted((a, b) => a.rank - b.rank || away(a.place) - away(b.place) || byName(a.place, b.place))
    .slice(0, limit)
    .map(({ place }) => place)
}

/** Folding thousands of names at every key pressed would be felt; a register that is gone takes its index along. */
const indexes = new WeakMap<readonly ListedPlace[], Indexed[]>()

function indexOf(places: readonly ListedPlace[]): Indexed[] {
  const known = indexes.get(places)
  if (known) return known
  const index = places.map(indexed)
  indexes.set(places, index)
  return index
}

function indexed(place: ListedPlace): Indexed {
  const { localityName, unitName, unitNameHu } = place
  const unitNames = [...spellings(unitName), ...(unitNameHu ? [folded(unitNameHu)] : [])]
  const names = localityName === null ? unitNames : spellings(localityName)
  return {
    place,
    names: names.map((whole) => ({ whole, words: wordsOf(whole) })),
    unitWords: localityName === null ? [] : unitNames.flatMap(wordsOf),
  }
}

const folded = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const wordsOf = (text: string): string[] => text.split(' ').filter((w) => w !== '')

/** Until 1993 the same names were written with î: Cîmpia Turzii, Sînmărtin. Callers and papers still do. */
const spellings = (name: string): string[] => [
  ...new Set([folded(name), folded(name.replaceAll('â', 'î').replaceAll('Â', 'Î'))]),
]

/** Units before localities, short names before long ones; the code decides the rest, so that the order is stable. */
function byName(a: ListedPlace, b: ListedPlace): number {
  const name = (p: ListedPlace) => p.localityName ?? p.unitName
  const code = (p: ListedPlace) => p.locality ?? p.unit
  const small = Number(a.locality !== null) - Number(b.locality !== null)
  return small || name(a).length - name(b).length || code(a) - code(b)
}

function bestRank({ names, unitWords }: Indexed, query: string): number | null {
  const ranks = names.map((name) => rankOf(name, unitWords, query)).filter((rank) => rank !== null)
  return ranks.length === 0 ? null : Math.min(...ranks)
}

function rankOf(name: Name, unitWords: string[], query: string): number | null {
  if (name.whole === query) return 0
  if (name.whole.startsWith(query)) return 1
  const asked = wordsOf(query)
  if (inOrder(asked, name.words, begins)) return 2
  const [first = ''] = asked
  const named = name.words.some((word) => word.startsWith(first))
  if (named && inOrder(asked, [...name.words, ...unitWords], begins)) return 3
  return inOrder(asked, name.words, nearlyBegins) ? 4 : null
}

const begins = (asked: string, word: string): boolean => word.startsWith(asked)

function nearlyBegins(asked: string, word: string): boolean {
  if (word.startsWith(asked)) return true
  if (asked.length < 5) return false
  return [-1, 0, 1].some((more) => withinOneEdit(asked, word.slice(0, asked.length + more)))
}

/** Each word asked for is found, one after the other. */
function inOrder(asked: string[], words: string[], fits: (asked: string, word: string) => boolean): boolean {
  let at = 0
  for (const each of asked) {
    while (at < words.length && !fits(each, words[at] ?? '')) at++
    if (at >= words.length) return false
    at++
  }
  return true
}
