import { Router } from 'express'
import type { Redis } from 'ioredis'
import type pg from 'pg'
import { withClient } from '../db/transaction.ts'
import type { Metrics } from '../metrics.ts'

export type HealthParts = { pool: pg.Pool; redis: Redis; metrics: Metrics; isStopping: () => boolean }

const askWithinMs = 1_500

/**
 * `healthz`: the process turns. `readyz`: it can store what it is told, so Postgres answers; Redis being away
 * makes it slower, not unready, and is said.
 */
export function health({ pool, redis, metrics, isStopping }: HealthParts): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => {
    res.type('text').send('ok')
  })
  router.get('/readyz', async (_req, res) => {
    const [postgres, hurried] = await Promise.all([
      within(withClient(pool, askWithinMs, (client) => client.query('select 1'))),
      within(redis.status === 'ready' ? redis.ping() : Promise.reject(new Error('away'))),
    ])
    const ready = postgres && !isStopping()
    res.status(ready ? 200 : 503).json({ ready, postgres, redis: hurried, stopping: isStopping() })
  })
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}

async function within(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), askWithinMs)
  })
  const came = asked.then(
    () => true,
    () => false,
  )
  return Promise.race([came, late]).finally(() => clearTimeout(timer))
}
