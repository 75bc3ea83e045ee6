import { setTimeout as pause } from 'node:timers/promises'

const lookMs = 20

/** Seconds until it is so; NaN when it never was within `withinMs`. */
export async function until(isSo: () => Promise<boolean> | boolean, withinMs: number): Promise<number> {
  const from = performance.now()
  for (;;) {
    if (await isSo()) return (performance.now() - from) / 1000
    if (performance.now() - from > withinMs) return Number.NaN
    await pause(lookMs)
  }
}

/** Throws when it never was, for what a drill needs before it can begin. */
export async function untilTrue(isSo: () => Promise<boolean> | boolean, withinMs = 60_000): Promise<void> {
  if (Number.isNaN(await until(isSo, withinMs))) throw new Error(`Not so after ${withinMs / 1000} s: ${isSo}`)
}
