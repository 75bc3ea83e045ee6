import { type CompiledLexicon, type Cue, matchesOf, type PhraseNode } from './lexicon.compile.ts'
import type { Entry } from './lexicon.schema.ts'
import type { Slot } from './lexicon.text.ts'

/** From which word to which, both included. */
export type Span = { from: number; to: number }
/** `doubtful`: the marks as written speak against it. */
export type Hit = Span & { entry: Entry; doubtful: boolean }
export type Findings = { hits: Hit[]; cues: (Span & { cue: Cue })[] }

type Way = { from: number; doubtful: boolean; skips: number }

/** Who repeats a word a thousand times says it no louder than who says it fifty times. */
const mostHits = 50
const mostSkips = 2

/** Every phrase that begins at some word; a few fillers inside do not break it: „nu mai pot să vorbesc”. */
export function searchPhrases(slots: Slot[], lexicon: CompiledLexicon): Findings {
  const matches = slots.map((slot) => matchesOf(slot, lexicon))
  const found: Findings = { hits: [], cues: [] }
  const step = (node: PhraseNode, at: number, way: Way): void => {
    for (const { word, doubtful } of matches[at] ?? []) {
      const next = node.next.get(word)
      if (next) arrive(next, at + 1, { ...way, doubtful: way.doubtful || doubtful })
    }
  }
  const arrive = (node: PhraseNode, at: number, way: Way): void => {
    note(found, node, { from: way.from, to: at - 1, doubtful: way.doubtful })
    step(node, at, way)
    const filler = slots[at]?.readings.some((reading) => lexicon.fillers.has(reading))
    if (filler && way.skips < mostSkips && node.next.size > 0)
      pass(node, at + 1, { ...way, skips: way.skips + 1 })
  }
  const pass = (node: PhraseNode, at: number, way: Way): void => {
    step(node, at, way)
    const filler = slots[at]?.readings.some((reading) => lexicon.fillers.has(reading))
    if (filler && way.skips < mostSkips) pass(node, at + 1, { ...way, skips: way.skips + 1 })
  }
  for (const from of matches.keys()) step(lexicon.root, from, { from, doubtful: false, skips: 0 })
  return found
}

function note(found: Findings, node: PhraseNode, span: Span & { doubtful: boolean }): void {
  const { from, to, doubtful } = span
  for (const pattern of node.patterns) {
    if ('cue' in pattern) found.cues.push({ from, to, cue: pattern.cue })
    else if (found.hits.length < mostHits) found.hits.push({ from, to, doubtful, entry: pattern.entry })
  }
}
