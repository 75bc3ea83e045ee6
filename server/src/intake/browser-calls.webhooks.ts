import type { Router } from 'express'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import { openLimiter } from '../platform/limits.ts'
import { countyOfLine } from '../telephony/lines.ts'
import * as calls from './browser-calls.ts'
import { openPublicDoor } from './public.webhooks.ts'

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

/** Calls from the public page: the key of a call is given to whoever made it, and says nothing else. */
export function browserCallRoutes(world: World): Router {
  const { router, route, parsed, nameOf } = openPublicDoor(world)
  const limiter = openLimiter(world.redis, world.redisPrefix, ringLimit)
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
