import { join } from 'node:path'
import { record } from './audit/audit.ts'
import { chapters } from './chapters.ts'
import { countyCodes } from './directory/directory.ts'
import { openIdentity, seedDemo } from './identity/open.ts'
import { seedOnCall } from './oncall/demo.ts'
import { systemClock } from './platform/clock.ts'
import { run } from './platform/run.ts'
import { openWeb } from './platform/web.ts'
import { openWorld } from './platform/world.ts'
import { refuseUnknownCounties } from './telephony/lines.ts'

await run('web', async (config, log) => {
  refuseUnknownCounties(config, countyCodes())
  const identity = openIdentity(config, systemClock)
  const all = [identity.chapter, ...chapters]
  const opened = await openWorld({ config, log, record, chapters: all, name: 'web', clock: systemClock })
  if (config.mode === 'demo') {
    await seedDemo(opened.world, identity)
    await seedOnCall(opened.world)
  }
  const web = await openWeb(opened, {
    ...identity.serve(opened.world, opened.lookers),
    counties: countyCodes(),
    dist: join(import.meta.dirname, '../../client/dist'),
  })
  return {
    close: async () => {
      await web.close()
      await Promise.all([opened.close(), identity.close()])
    },
  }
})
