import { record } from './audit/audit.ts'
import { chapters } from './chapters.ts'
import { openIdentity } from './identity/open.ts'
import { systemClock } from './platform/clock.ts'
import { run } from './platform/run.ts'
import { openWorker } from './platform/worker.ts'
import { openWorld } from './platform/world.ts'

await run('worker', async (config, log) => {
  const identity = openIdentity(config, systemClock)
  const all = [identity.chapter, ...chapters]
  const opened = await openWorld({ config, log, record, chapters: all, name: 'worker', clock: systemClock })
  const worker = await openWorker(opened)
  return {
    close: async () => {
      await worker.close()
      await Promise.all([opened.close(), identity.close()])
    },
  }
})
