import { say } from '../../infra/progress.ts'
import type { Drill } from './drill.ts'
import { deskDrills } from './drills/desks.ts'
import { dumpDrills } from './drills/dumps.ts'
import { engineDrills } from './drills/engines.ts'
import { flushDrills } from './drills/flushall.ts'
import { jobDrills } from './drills/jobs.ts'
import { linkDrills } from './drills/links.ts'
import { liveCallDrills } from './drills/live-calls.ts'
import { processDrills } from './drills/processes.ts'
import { raceDrills } from './drills/races.ts'
import { storyDrills } from './drills/stories.ts'
import { webhookDrills } from './drills/webhooks.ts'
import { webDrills } from './drills/webs.ts'
import { failuresOf, lineOf } from './report.ts'
import { openStage, type Stage } from './stage.ts'

/** `npm run faults`: every drill, or those named; one line each, and a bad end when one failed. */
const drills: readonly Drill[] = [
  ...flushDrills,
  ...processDrills,
  ...engineDrills,
  ...linkDrills,
  ...webDrills,
  ...webhookDrills,
  ...storyDrills,
  ...liveCallDrills,
  ...deskDrills,
  ...jobDrills,
  ...raceDrills,
  ...dumpDrills,
]

const shownFailures = 12

function chosen(names: readonly string[]): readonly Drill[] {
  const unknown = names.filter((name) => !drills.some((drill) => drill.name === name))
  if (unknown.length > 0) {
    console.error(
      `veghe: no such drill: ${unknown.join(', ')}. There are ${drills.map(({ name }) => name).join(' ')}.`,
    )
    process.exit(1)
  }
  return names.length > 0 ? drills.filter(({ name }) => names.includes(name)) : drills
}

async function hold(stage: Stage, drill: Drill): Promise<boolean> {
  try {
    const result = await drill.run(stage)
    console.log(lineOf(drill.name, result))
    const failures = failuresOf(result)
    for (const failure of failures.slice(0, shownFailures)) console.error(`  ${failure}`)
    if (failures.length > shownFailures) console.error(`  and ${failures.length - shownFailures} more`)
    return failures.length === 0
  } catch (error) {
    console.error(`  ${drill.name} could not be held: ${error instanceof Error ? error.stack : error}`)
    return false
  }
}

const wanted = chosen(process.argv.slice(2))
say(`making a database, a Redis and staff of our own for ${wanted.length} drills`)
const stage = await openStage(say)
// Asked to stop in the middle, the engines must not stay behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stage.close().finally(() => process.exit(130)))
let failed = 0
try {
  for (const drill of wanted) if (!(await hold(stage, drill))) failed += 1
} finally {
  await stage.close()
}
say(failed === 0 ? 'every drill held' : `${failed} of ${wanted.length} drills failed`)
process.exit(failed === 0 ? 0 : 1)
