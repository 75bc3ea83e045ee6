import express, { type Express, type Router } from 'express'
import { type Limit, openLimiter } from '../limits.ts'
import { strictHeaders } from './headers.ts'
import { type HealthParts, health } from './health.ts'
import { docs } from './openapi.ts'
import { pages } from './pages.ts'
import { problems } from './problem.ts'
import { traced } from './request.ts'
import { type ServeParts, serve } from './serve.ts'
import { type SignIn, signInDoor } from './sign-in.ts'

/** From one address. Guessing a password is limited by the account's own lockout besides. */
const signInLimit: Limit = { name: 'sign-in', times: 120, seconds: 60 }
/** By one person or key: far above what a screen asks for, far below what would slow the others. */
const actionLimit: Limit = { name: 'action', times: 6_000, seconds: 60 }

export type AppParts = Omit<ServeParts, 'limiter'> &
  Pick<HealthParts, 'isStopping'> & {
    signIn: SignIn
    /** The carrier's doors. They see the raw request first and set their own limits. */
    webhooks: readonly Router[]
    /** Where the built client lies. */
    dist: string
  }

/** The whole of HTTP: the carrier's doors, sign-in, the actions, the pages, and nothing else. */
export function openApp(parts: AppParts): Express {
  const { config, log, metrics, redis } = parts.world
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.use(traced(log, metrics))
  for (const webhooks of parts.webhooks) app.use(webhooks)
  app.use(strictHeaders(config))
  app.use(health({ pool: parts.pool, redis, metrics, isStopping: parts.isStopping }))
  const limiterFor = (limit: Limit) => openLimiter(redis, parts.world.redisPrefix, limit)
  app.use('/api/auth', signInDoor(parts.signIn, { config, limiter: limiterFor(signInLimit) }))
  app.use('/api', docs(config.publicUrl), serve({ ...parts, limiter: limiterFor(actionLimit) }))
  app.use(pages(parts.dist))
  app.use(problems(log, metrics))
  return app
}
