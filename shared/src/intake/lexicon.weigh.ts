import type { CompiledLexicon } from './lexicon.compile.ts'
import type { HintClass } from './lexicon.schema.ts'
import type { Findings, Hit, Span } from './lexicon.search.ts'
import type { Slot } from './lexicon.text.ts'

export type Judged = Hit & { raiseTo: HintClass; weight: number; low: boolean }

type Around = { slots: Slot[]; cues: Findings['cues']; lexicon: CompiledLexicon }
/** What a hit would raise to, before the other hits are looked at. */
type Weighed = Hit & { raise: HintClass; unsure: boolean; low: boolean }

/** A word for now counts for what is said this many words before or after it. */
const earshot = 8
/** The weight of an ambiguous entry. */
const lightest = 3
/** Death threat, abduction, poison: „P0 if it is now”, and a full hit of W5 says that it is. */
const graveIfNow = ['W1', 'W11', 'W12']

export function weighHits({ hits, cues }: Findings, slots: Slot[], lexicon: CompiledLexicon): Judged[] {
  const around = { slots, cues, lexicon }
  const weighed = outermost(hits)
    .filter((hit) => !(hit.doubtful && hit.entry.ambiguous) && isInItsTongue(hit, around))
    .map((hit) => weigh(hit, around))
  return weighed.map((hit) => judge(hit, weighed))
}

/** „a zis că mă omoară” says it all: the shorter „mă omoară” inside it says nothing more. */
const outermost = (hits: Hit[]): Hit[] =>
  hits.filter((h) => !hits.some((o) => o.entry.category === h.entry.category && contains(o, h)))

const lengthOf = ({ from, to }: Span): number => to - from
const contains = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && outer.to >= inner.to && lengthOf(outer) > lengthOf(inner)

/** „secure” is an axe among Romanian words and nothing among English ones. */
function isInItsTongue(hit: Hit, { slots, lexicon }: Around): boolean {
  const tongue = lexicon.homographs.get(hit.entry.id)
  if (tongue === undefined) return true
  const own = lexicon.ownWords[tongue]
  return slots.some((slot, i) => (i < hit.from || i > hit.to) && own.has(slot.readings[0] ?? ''))
}

function weigh(hit: Hit, around: Around): Weighed {
  const { entry, doubtful } = hit
  const cues = around.cues.map((cue) => ({ ...cue, kind: cue.cue === 'now' ? whenOf(cue, around) : cue.cue }))
  const here = cues.filter((cue) => sentenceOf(cue, around) === sentenceOf(hit, around))
  const isNow = cues.some((cue) => cue.kind === 'now' && apart(cue, hit) <= earshot)
  const isPast = !isNow && here.some((cue) => cue.kind === 'past')
  const isFigure = entry.weight <= lightest && here.some((cue) => cue.kind === 'idiom')
  const met = isNow || around.lexicon.conditionMet.has(entry.id)
  return {
    ...hit,
    raise: met ? entry.raise_if_now : entry.raise_to,
    unsure: entry.ambiguous || doubtful,
    low: isPast || isFigure || isNegated(hit, around),
  }
}

const sentenceOf = ({ from }: Span, { slots }: Around): number => slots[from]?.sentence ?? 0
const apart = (a: Span, b: Span): number => Math.max(a.from - b.to, b.from - a.to)

/** „Acum” is now, „acum 3 ani” is long past, „acum două zile” is neither; minutes ago is still now. */
function whenOf({ to }: Span, { slots, lexicon }: Around): 'now' | 'past' | 'since' {
  const { quantities, past, since } = lexicon.ago
  const after = slots.slice(to + 1, to + 4).map((slot) => slot.readings[0] ?? '')
  const unit = after.findIndex((bare) => past.has(bare) || since.has(bare))
  const counted = after.slice(0, unit).every((bare) => quantities.has(bare) || /^\d+$/.test(bare))
  if (unit < 1 || !counted) return 'now'
  return past.has(after[unit] ?? '') ? 'past' : 'since'
}

/** Only a „nu” that stands right before: „nu mai pot, mă bate” denies nothing. */
function isNegated({ from }: Span, { slots, lexicon }: Around): boolean {
  for (let i = from; i > 0 && slots[i]?.joined; i--) {
    const [before = ''] = slots[i - 1]?.readings ?? []
    if (lexicon.negators.has(before)) return true
    if (!lexicon.fillers.has(before)) return false
  }
  return false
}

/** A hit in the light of the others: what is unsure alone is believed beside a second class. */
function judge(hit: Weighed, all: Weighed[]): Judged {
  const { entry } = hit
  const others = all.filter((o) => o.entry.category !== entry.category && !o.low)
  const low = hit.low && others.length === 0
  const raise = graveIfNow.includes(entry.category) && others.some(saysNow) ? entry.raise_if_now : hit.raise
  const raiseTo = atMost(capOf(hit, others), raise)
  const light = low || hit.low || (hit.unsure && !others.some(isSure))
  return { ...hit, low, raiseTo, weight: light ? Math.min(entry.weight, lightest) : entry.weight }
}

const isSure = (hit: Weighed): boolean => !hit.unsure
const saysNow = (hit: Weighed): boolean =>
  isSure(hit) && hit.entry.category === 'W5' && hit.entry.weight > lightest

function capOf(hit: Weighed, others: Weighed[]): HintClass {
  const doubted = hit.low || (hit.unsure && !others.some(isSure))
  if (!doubted) return 'P0'
  return others.length === 0 ? 'P2' : 'P1'
}

const order: HintClass[] = ['P0', 'P1', 'P2']
const atMost = (cap: HintClass, raise: HintClass): HintClass =>
  order[Math.max(order.indexOf(cap), order.indexOf(raise))] ?? raise
