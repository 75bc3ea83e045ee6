import type { EngineOptions } from './engine.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { type Redis, startRedis } from './redis.ts'

/** Both engines at once; when one does not start, the other is not left running behind it. */
export async function startEngines(options: EngineOptions): Promise<{ postgres: Postgres; redis: Redis }> {
  const [postgres, redis] = await Promise.allSettled([startPostgres(options), startRedis(options)])
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') {
    return { postgres: postgres.value, redis: redis.value }
  }
  if (redis.status === 'fulfilled') await redis.value.stop()
  if (postgres.status === 'fulfilled') await postgres.value.stop()
  throw postgres.status === 'rejected'
    ? postgres.reason
    : redis.status === 'rejected'
      ? redis.reason
      : undefined
}
