import { setTimeout as pause } from 'node:timers/promises'
import { type Load, type LoadOptions, startLoad } from './load.ts'
import { type Ledger, reconcile, type Witnesses } from './reconcile.ts'
import { secondsToRecover } from './recovery.ts'
import { settings } from './settings.ts'
import type { Stage } from './stage.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

/** One fault, and how the line came through it. */
export type Drill = { name: string; run: (stage: Stage) => Promise<Result> }

export type Result = {
  ledger: Ledger
  recoverySeconds: number
  /** Further figures, as they are printed. */
  figures?: Record<string, number | string>
  /** What was promised and did not hold, in words. */
  broken?: string[]
}

/** What a strike found out while it struck. */
export type Struck = Pick<Result, 'figures' | 'broken'>

/** Ends when the part is back; the clock of the recovery starts then. */
export type Strike = (world: World, load: Load) => Promise<Struck | undefined>

/** Under steady load: the fault, the recovery, more load, and then both sides of the ledger. */
export const underLoad = (name: string, strike: Strike, options: WorldOptions & LoadOptions = {}): Drill => ({
  name,
  run: (stage) =>
    inWorld(stage, options, async (world) => {
      const load = await startLoad(world, options)
      await pause(settings.beforeMs)
      const struckAt = performance.now()
      const struck = await strike(world, load)
      const outageSeconds = (performance.now() - struckAt) / 1000
      const recoverySeconds = await secondsToRecover(world, load.consoles)
      await pause(settings.afterMs)
      await load.stop()
      const ledger = await settled(world, load)
      const figures = { outage_s: outageSeconds.toFixed(1), ...struck?.figures }
      return { ledger, recoverySeconds, figures, broken: struck?.broken ?? [] }
    }),
})

export async function inWorld<T>(
  stage: Stage,
  options: WorldOptions,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const world = await openWorld(stage, options)
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** The screens are closed once they have been compared. */
export async function settled(world: World, witnesses: Witnesses): Promise<Ledger> {
  const ledger = await reconcile(world, witnesses)
  witnesses.consoles?.close()
  return ledger
}
