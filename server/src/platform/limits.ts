import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** How often something may be done; whoever does it more often is refused for the rest of the time. */
export type Limit = { name: string; times: number; seconds: number }

/** Counts one more for `who`, or refuses. `who` must be an id or an address, never a name or number. */
export type Limiter = (who: string) => Promise<void>

/** Counted in Redis, so that several processes count together; without Redis each counts for itself. */
export function openLimiter(redis: Redis, prefix: string, limit: Limit): Limiter {
  const counted = { keyPrefix: `${prefix}:limit:${limit.name}`, points: limit.times, duration: limit.seconds }
  const limiter = new RateLimiterRedis({
    ...counted,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(counted),
  })
  return async (who) => {
    try {
      await limiter.consume(who)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw new Refusal('too_many', { seconds: Math.ceil(refused.msBeforeNext / 1_000) })
    }
  }
}
