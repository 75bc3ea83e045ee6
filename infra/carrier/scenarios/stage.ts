import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../faults.ts'
import type { Network } from '../network.ts'
import { NotPossible } from '../phones.ts'
import { appear, type Clock } from './caller.ts'
import type { Scenario } from './format.ts'
import { planOf } from './plan.ts'
import { type Counts, openTally } from './tally.ts'

export type Wanted = { scenario: Scenario; speed?: number | undefined; seed?: number | undefined }

export type Progress = Counts & {
  name: string
  state: 'running' | 'ended' | 'stopped'
  speed: number
  seed: number
  /** In seconds of the scenario: of these, that many have passed. */
  seconds: number
  elapsed: number
}

/** Where scenarios are played, one at a time. */
export type Stage = {
  start(wanted: Wanted): Progress
  /** Of the one that runs, or of the last. */
  progress(): Progress | null
  /** Nobody new comes, and whoever is on the line hangs up. */
  stop(): Promise<Progress | null>
  /** The network is going down: nothing more is begun, and nobody hangs up. */
  close(): void
}

type Run = { progress: () => Progress; stop: AbortController; over: Promise<void> }

export function openStage(net: Network): Stage {
  let run: Run | undefined
  const progress = () => run?.progress() ?? null
  return {
    progress,
    start(wanted) {
      const known = progress()
      if (known?.state === 'running') throw new NotPossible(`"${known.name}" is running: stop it first.`)
      run = play(net, wanted)
      return run.progress()
    },
    async stop() {
      run?.stop.abort()
      await run?.over
      return progress()
    },
    close: () => run?.stop.abort(),
  }
}

function play(net: Network, { scenario, speed = 1, seed = scenario.seed }: Wanted): Run {
  const { appearances, seconds } = planOf(scenario, seed)
  const tally = openTally(net, new Set(appearances.map(({ from }) => from)))
  const stop = new AbortController()
  const secondMs = net.secondMs / speed
  const clock = clockOf(secondMs, stop.signal)
  const before = { ...net.faults }
  const began = performance.now()
  let ended: { at: number; state: 'ended' | 'stopped' } | undefined

  const everything = [
    ...scenario.troubles.map((trouble) => makeTrouble(net, clock, { ...trouble, before })),
    ...appearances.map((appearance) => appear({ net, clock, tally }, appearance)),
  ]
  const over = Promise.allSettled(everything).then((results) => {
    for (const result of results) noteBug(net, result, stop.signal)
    for (const { faults } of scenario.troubles) restore(net, { faults, before })
    ended = { at: performance.now(), state: stop.signal.aborted ? 'stopped' : 'ended' }
    tally.close()
  })
  return {
    stop,
    over,
    progress: () => ({
      ...{ name: scenario.name, speed, seed, seconds: Math.round(seconds) },
      state: ended?.state ?? 'running',
      elapsed: Math.round(((ended?.at ?? performance.now()) - began) / secondMs),
      ...tally.counts(),
    }),
  }
}

function clockOf(secondMs: number, stopped: AbortSignal): Clock {
  return {
    async wait(seconds, unless) {
      const signal = unless ? AbortSignal.any([stopped, unless]) : stopped
      try {
        await sleep(seconds * secondMs, undefined, { signal })
      } catch (error) {
        if (stopped.aborted) throw error
      }
    },
  }
}

type Trouble = Scenario['troubles'][number] & { before: Faults }

async function makeTrouble(
  net: Network,
  clock: Clock,
  { at, seconds, faults, before }: Trouble,
): Promise<void> {
  await clock.wait(at)
  Object.assign(net.faults, faults)
  if (seconds === undefined) return
  await clock.wait(seconds)
  restore(net, { faults, before })
}

/** What the scenario touched is as it was before it began. */
function restore(net: Network, { faults, before }: Pick<Trouble, 'faults' | 'before'>): void {
  const touched = Object.entries(before).filter(([name]) => Object.hasOwn(faults, name))
  Object.assign(net.faults, Object.fromEntries(touched))
}

function noteBug(net: Network, result: PromiseSettledResult<void>, stopped: AbortSignal): void {
  if (result.status === 'fulfilled') return
  const { reason } = result
  if (stopped.aborted && reason instanceof Error && reason.name === 'AbortError') return
  const told = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)
  net.journal.record({ what: 'bug', reason: told })
}
