import { createHash } from 'node:crypto'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import express, { type Request } from 'express'
import type { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import { isOwnOrigin } from '../platform/http/origin.ts'

/**
 * The door of the public page. Nobody signs in here. Addresses are counted under a name that cannot be read back, and
 * stored nowhere.
 */
export function openPublicDoor(world: World) {
  const router = express.Router()
  const salt = createHash('sha256').update(world.config.masterKey).digest('base64')
  const body = express.json({ limit: 32 * 1024 })
  const nameFor = (who: string): string => createHash('sha256').update(`${salt}${who}`).digest('base64url')
  return {
    router,
    nameFor,
    nameOf: (req: Request): string => nameFor(`${req.socket.remoteAddress}`),
    route: (path: string, answer: (req: Request) => Promise<object>): void => {
      router.post(path, body, async (req, res) => {
        res.set('Cache-Control', 'no-store').json(await answer(req))
      })
    },
    parsed: <S extends z.ZodType>(req: Request, schema: S): z.output<S> => {
      if (!isOwnOrigin(world.config, req.headers)) throw new Refusal('origin_refused')
      const read = schema.safeParse(req.body)
      if (!read.success) throw new Refusal('bad_input')
      return read.data
    },
  }
}
