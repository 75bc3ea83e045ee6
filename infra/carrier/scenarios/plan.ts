import type { Scenario, Step } from './format.ts'

type Chosen<S> = S extends { do: 'wait' }
  ? Omit<S, 'seconds'> & { seconds: number }
  : S extends { words: unknown }
    ? Omit<S, 'words'> & { words: string }
    : S

/** A step with everything chosen that the scenario left to chance. */
export type Act = Chosen<Step>

/** One telephone: when it begins, and what it does from then on. */
export type Appearance = { who: string; from: string; at: number; does: Act[] }

export type Plan = {
  appearances: Appearance[]
  /** How long it lasts at most; an operator who is quick may make it shorter. */
  seconds: number
}

type Chance = () => number

/** Who comes when and does what. The same scenario under the same seed is always the same plan. */
export function planOf({ callers, troubles, seed: ownSeed }: Scenario, seed = ownSeed): Plan {
  const chance = chanceFrom(seed)
  const appearances = callers
    .flatMap((group) => appearancesOf(group, chance))
    .toSorted((one, other) => one.at - other.at)
  const ends = [
    ...appearances.map(({ at, does }) => at + does.reduce((sum, act) => sum + lengthOf(act), 0)),
    ...troubles.map(({ at, seconds = 0 }) => at + seconds),
  ]
  return { appearances, seconds: Math.max(...ends) }
}

function appearancesOf(group: Scenario['callers'][number], chance: Chance): Appearance[] {
  const { who, from, count, at, over, does } = group
  const steps = does.map((step) => dealt(step, chance))
  return Array.from({ length: count }, (_, turn) => ({
    who,
    from: from === 'withheld' ? 'anonymous' : `+${Number(from.slice(1)) + turn}`,
    at: at + over * chance(),
    does: steps.map((choose) => choose(turn)),
  }))
}

/** What a step is for the first caller, the second, and so on. */
function dealt(step: Step, chance: Chance): (turn: number) => Act {
  if (step.do === 'wait') return () => ({ ...step, seconds: within(step.seconds, chance) })
  if (step.do !== 'say' && step.do !== 'text') return () => step
  const words = typeof step.words === 'string' ? [step.words] : shuffled(step.words, chance)
  return (turn) => ({ ...step, words: words[turn % words.length] ?? '' })
}

function within(span: number | [number, number], chance: Chance): number {
  if (typeof span === 'number') return span
  const [least, most] = span
  return least + (most - least) * chance()
}

function shuffled<T>(values: readonly T[], chance: Chance): T[] {
  return values
    .map((value) => ({ value, place: chance() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value)
}

const lengthOf = (act: Act): number => (act.do === 'wait' ? act.seconds : 0)

/** Numbers from 0 to below 1 that follow from the seed alone (a linear congruential generator, upper bits). */
function chanceFrom(seed: number): Chance {
  let state = BigInt.asUintN(64, BigInt(seed) * 0x9e3779b97f4a7c15n)
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n)
    return Number(state >> 32n) / 2 ** 32
  }
}
