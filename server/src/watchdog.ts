import { record } from './audit/audit.ts'
import { chapters } from './chapters.ts'
import { openWatchdog } from './oncall/watchdog.ts'
import { systemClock } from './platform/clock.ts'
import { run } from './platform/run.ts'
import { openWorld } from './platform/world.ts'

await run('watchdog', async (config, log) => {
  const opened = await openWorld({ config, log, record, chapters, name: 'watchdog', clock: systemClock })
  for (const chapter of chapters) if (chapter.name === 'directory') await chapter.start?.(opened.world)
  const watchdog = openWatchdog(opened.world, opened.pool)
  return {
    close: async () => {
      await watchdog.close()
      await opened.close()
    },
  }
})
