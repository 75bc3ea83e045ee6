/** A seed gives the same story every time. */
export type Chance = {
  /** A whole number from 0 up to, but not including, `n`. */
  below: (n: number) => number
  one: <T>(from: readonly T[]) => T | undefined
  shuffled: <T>(these: readonly T[]) => T[]
}

export function chance(seed: number): Chance {
  let s = seed
  const next = () => {
    s = (s + 0x6d2b79f5) | 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (n) => Math.floor(next() * n),
    one: (from) => from[Math.floor(next() * from.length)],
    shuffled: (these) =>
      these
        .map((value) => ({ value, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value),
  }
}
