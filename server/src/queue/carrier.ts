import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'

/** After this the carrier is told that we are busy, and asks again or takes its fallback. */
const limitMs = 800

export const asCarrier = <T>(world: World, county: CountyCode, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.transact({ kind: 'carrier', county }, work, { limitMs })
