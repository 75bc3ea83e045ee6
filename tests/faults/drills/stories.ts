import { inDatabase } from '../../../infra/embedded/urls.ts'
import { run, type Told } from '../../sim/network/run.ts'
import { openStage as openStories } from '../../sim/network/stage.ts'
import { makeTemplate, runSql } from '../../support/databases.ts'
import type { Drill, Result } from '../drill.ts'
import { bothSides } from '../reconcile.ts'
import { settings } from '../settings.ts'
import type { Stage } from '../stage.ts'

const name = 'veghe_faults_stories'

/**
 * Seeds of `tests/sim/network.test.ts`, many more of them: calls come and go while the network reports late, doubled,
 * shuffled or not at all, and operators take them at the instant at which they hang up. Their clock is the test's own.
 */
const stories: Drill = {
  name: 'call-stories',
  run: async (stage): Promise<Result> => {
    await makeTemplate(stage.postgres, name)
    const played = await openStories({ on: enginesOf(stage), config: { redisPrefix: name } })
    try {
      const from = performance.now()
      const told: Told[] = []
      for (let seed = 1; seed <= settings.stories; seed++) told.push(await run(played, seed))
      const wrong = told.filter(({ troubles }) => troubles.length > 0)
      const came = told.flatMap(({ sids }) => sids)
      const boards = { agreeing: 0, all: 0 }
      return {
        ledger: { ...(await bothSides(played, came)), boards, settleSeconds: 0 },
        recoverySeconds: 0,
        figures: {
          ...{ seeds: told.length, right: told.length - wrong.length },
          taken: told.reduce((sum, { taken }) => sum + taken, 0),
          stories_s: Math.round((performance.now() - from) / 1000),
        },
        broken: wrong.map(({ seed, troubles }) => `seed ${seed}: ${troubles.join('; ')}`),
      }
    } finally {
      await played.close()
      await runSql(stage.postgres.superUrl, `drop database if exists ${name} with (force)`)
    }
  },
}

const enginesOf = ({ postgres, redis }: Stage) => ({
  postgres: {
    ...postgres,
    ownerUrl: inDatabase(postgres.ownerUrl, name),
    appUrl: inDatabase(postgres.appUrl, name),
    authUrl: inDatabase(postgres.authUrl, name),
  },
  redis,
})

export const storyDrills: readonly Drill[] = [stories]
