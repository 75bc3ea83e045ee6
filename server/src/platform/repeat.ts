import type { Log } from './log.ts'
import { failureOf } from './log.ts'

export type Repeating = { stop: () => Promise<void> }

/** Runs one round after another, never two at once; a round that fails is said and the next comes in its time. */
export function repeat(
  work: { name: string; everyMs: number; run: () => Promise<void> },
  log: Log,
): Repeating {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let isStopped = false
  const plan = () => {
    timer = setTimeout(() => {
      round = work
        .run()
        .catch((error: unknown) => log.warn({ err: failureOf(error), round: work.name }, 'round failed'))
        .then(() => {
          if (!isStopped) plan()
        })
    }, work.everyMs)
  }
  plan()
  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await round
    },
  }
}
