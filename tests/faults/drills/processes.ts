import { type Drill, underLoad } from '../drill.ts'
import { killAndRestart, killEngine } from '../world.ts'

/** A process or an engine ends without a word and is started again, as the supervisor does. */
export const processDrills: readonly Drill[] = [
  underLoad('web-kill', async ({ webs }) => {
    for (const web of webs) await killAndRestart(web)
    return undefined
  }),
  underLoad('worker-kill', async ({ worker }) => {
    await killAndRestart(worker)
    return undefined
  }),
  underLoad('redis-kill', async ({ stage }) => {
    await killEngine(stage.redis)
    return undefined
  }),
  underLoad('postgres-kill', async ({ stage }) => {
    await killEngine(stage.postgres)
    return undefined
  }),
]
