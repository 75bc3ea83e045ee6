import type { Live, Network } from '../network.ts'
import type { Params } from '../signature.ts'
import type { Where } from '../twiml/grammar.ts'
import type { Document, Verb } from '../twiml/read.ts'
import type { Line, Step } from './line.ts'

/** One call and the place its documents run in. */
export type Scene = {
  net: Network
  live: Live
  /** The call's own line, or that of the music while it waits for a conference to begin. */
  line: Line
  where: Where
  /** What a request from here says of the call. */
  params: () => Params
  /** Plays from `step` until the documents end, in a scene of its own kind. */
  run: (scene: Scene, step: Step) => Promise<Outcome>
}

export type Outcome = 'done' | 'leave' | 'hang-up'

/** What follows a verb: the next verb, another document, or an end. */
export type Next = 'next' | Outcome | Step

export type Cue = { verb: Verb; document: Document }

/** The document a verb's `action` names, or nothing when it names none. */
export function actionStep(verb: Verb, extra: Params): Step | undefined {
  const url = verb.attributes.get('action')
  return url ? { kind: 'fetch', url, method: methodOf(verb, 'method'), extra } : undefined
}

export function methodOf(verb: Verb, attribute: string): 'GET' | 'POST' {
  return verb.attributes.get(attribute) === 'GET' ? 'GET' : 'POST'
}

export function numberOf(verb: Verb, attribute: string, otherwise: number): number {
  return Number(verb.attributes.get(attribute) ?? otherwise)
}

export function flagOf(verb: Verb, attribute: string, otherwise: boolean): boolean {
  const value = verb.attributes.get(attribute)
  return value === undefined ? otherwise : value === 'true'
}
