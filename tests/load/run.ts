import { removePlace, sweepTemporaryPlaces, temporaryPlace } from '@veghe/infra/embedded/places.ts'
import { startPostgres } from '@veghe/infra/embedded/postgres.ts'
import { startRedis } from '@veghe/infra/embedded/redis.ts'
import { measureShown } from './shown.ts'
import { measureVoice } from './voice.ts'

/* What is measured, by the word after `npm run bench --`; each on engines of its own with the disk waited for. */
const measurements = new Map([
  ['shown', measureShown],
  ['voice', measureVoice],
])

const [name = 'shown'] = process.argv.slice(2)
const measure = measurements.get(name)
if (!measure) {
  console.error(
    `veghe: There is no measurement "${name}": choose one of ${[...measurements.keys()].join(', ')}.`,
  )
  process.exit(1)
}
await sweepTemporaryPlaces('bench')
const dir = temporaryPlace('bench')
const postgres = await startPostgres({ dir, durable: true, env: {} })
const redis = await startRedis({ dir, durable: true, env: {} })
let isAsWanted = false
try {
  isAsWanted = await measure({ postgres, redis, dir })
} finally {
  await redis.stop()
  await postgres.stop()
  await removePlace(dir)
}
process.exit(isAsWanted ? 0 : 1)
