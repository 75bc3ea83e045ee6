import { createHash } from 'node:crypto'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import express, { type Request, type Router } from 'express'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import { isOwnOrigin } from '../platform/http/origin.ts'
import { openLimiter } from '../platform/limits.ts'
import { countyOfLine } from '../telephony/lines.ts'
import * as calls from './browser-calls.ts'

const Key = z.string().max(100)
const Offer = z.string().min(50).max(20_000)
const Ring = z.object({ offer: Offer, key: Key.optional() })
const OfCall = z.object({ key: Key })
const Press = z.object({ key: Key, turn: z.int().positive(), pressed: z.enum(['1', '2', '3']) })

/**
 * From one address, which may be a whole school's or our own proxy's. A child who tries again and again is let in; what
 * a program could fill is bounded by the lines themselves.
 */
const ringLimit = { name: 'browser-call', times: 60, seconds: 60 }

/**
 * The door of the public page. Nobody signs in here: the key of a call is given to whoever made it, and says
 * nothing else. Addresses of callers are counted under a name that cannot be read back, and stored nowhere.
 */
export function browserCallRoutes(world: World): Router {
  const router = express.Router()
  const limiter = openLimiter(world.redis, world.redisPrefix, ringLimit)
  const salt = createHash('sha256').update(world.config.masterKey).digest('base64')
  const nameOf = (req: Request) =>
    createHash('sha256').update(`${salt}${req.socket.remoteAddress}`).digest('base64url')
  const body = express.json({ limit: 32 * 1024 })
  const route = (path: string, answer: (req: Request) => Promise<object>) =>
    router.post(path, body, async (req, res) => {
      res.set('Cache-Control', 'no-store').json(await answer(req))
    })
  const parsed = <S extends z.ZodType>(req: Request, schema: S): z.output<S> => {
    if (!isOwnOrigin(world.config, req.headers)) throw new Refusal('origin_refused')
    const read = schema.safeParse(req.body)
    if (!read.success) throw new Refusal('bad_input')
    return read.data
  }
  route('/help/call', async (req) => {
    const { offer, key } = parsed(req, Ring)
    await limiter(nameOf(req))
    if (key) return calls.comeBack(world, { key, offer })
    // Where a browser is nobody knows: the page belongs to the line, and a stranger names no county.
    return calls.ring(world, { offer, county: countyOfLine(world.config, { called: '' }) })
  })
  route('/help/call/look', async (req) => calls.look(world, parsed(req, OfCall).key))
  route('/help/call/press', async (req) => calls.press(world, parsed(req, Press)))
  route('/help/call/end', async (req) => calls.hangUp(world, parsed(req, OfCall).key))
  return router
}
