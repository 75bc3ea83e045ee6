import type { Told } from '../tell.ts'
import { Entry } from './unheard.ts'

export type Outgoing = {
  put: (told: Told) => void
}

/** Telling takes a quarter of the process at the most. */
const restPerTelling = 3
/** A process that was not given the processor must not take that for work of its own. */
const longestRestMs = 100

/**
 * Gathers what is to be told until the loop has a turn for it, and rests after each telling in proportion to what it
 * took: with few screens everything goes out at once, and with hundreds of them a row that changed again meanwhile is
 * told once, as it then is, and what has gathered leaves together.
 */
export function openOutgoing(tell: (told: Told) => void): Outgoing {
  const waiting = new Map<string, Told>()
  let isDue = false
  let restUntil = 0
  let alone = 0

  const tellAll = () => {
    const all = [...waiting.values()]
    waiting.clear()
    isDue = false
    const from = performance.now()
    for (const told of all) tell(told)
    const now = performance.now()
    restUntil = now + Math.min(restPerTelling * (now - from), longestRestMs)
  }
  return {
    put: (told) => {
      const { key, version } = placeOf(told) ?? { key: String(alone++), version: 0 }
      if (versionOf(waiting.get(key)) > version) return
      waiting.set(key, told)
      if (isDue) return
      isDue = true
      const restMs = restUntil - performance.now()
      if (restMs > 0) setTimeout(tellAll, restMs)
      else setImmediate(tellAll)
    },
  }
}

/** The same row for the same readers; those who no longer are readers still have to hear of the row as it was. */
function placeOf({ push, county, to, body }: Told): { key: string; version: number } | undefined {
  const entry = Entry.safeParse(body).data
  if (entry?.version === undefined) return undefined
  return { key: [push, county, entry.id, ...to].join(' '), version: entry.version }
}

const versionOf = (told: Told | undefined): number => (told && placeOf(told)?.version) ?? -1
