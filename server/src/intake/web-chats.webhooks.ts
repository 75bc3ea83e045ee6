import { createHash } from 'node:crypto'
import { ChatLeave, ChatLook, ChatSay } from '@veghe/shared/intake/web-chat.contract.ts'
import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import { type Limit, openLimiter } from '../platform/limits.ts'
import { countyOfLine } from '../telephony/lines.ts'
import { openPublicDoor } from './public.webhooks.ts'
import * as chats from './web-chats.ts'

/* From one address, which may be a whole school's or our own proxy's: what a program could fill is bounded by the places. */
const openLimit = { name: 'chat-open', times: 60, seconds: 60 }
const textLimit = { name: 'chat-text', times: 600, seconds: 60 }
/** From one page: nobody writes faster, and one that did would fill what others share. */
const pageLimit = { name: 'chat-page', times: 60, seconds: 60 }
/** A page looks forty times a minute. */
const lookLimit = { name: 'chat-look', times: 6_000, seconds: 60 }

/** The chat of the public page. Whoever brings the secret is the one who writes; it is kept here only as a hash. */
export function webChatRoutes(world: World): Router {
  const { router, route, parsed, nameFor, nameOf } = openPublicDoor(world)
  const limiter = (limit: Limit) => openLimiter(world.redis, world.redisPrefix, limit)
  const [perChat, perText, perLook] = [limiter(openLimit), limiter(textLimit), limiter(lookLimit)]
  const perPage = limiter(pageLimit)
  // Where a browser is nobody knows: the page belongs to the line.
  const writerOf = ({ secret }: { secret: string }): chats.Writer => ({
    county: countyOfLine(world.config, { called: '' }),
    secretHash: createHash('sha256').update(secret).digest(),
  })
  route('/help/chat/say', async (req) => {
    const said = parsed(req, ChatSay)
    const writer = writerOf(said)
    await perPage(nameFor(said.secret))
    await perText(nameOf(req))
    if (!(await chats.isWriting(world, writer))) await perChat(nameOf(req))
    return chats.say(world, writer, said)
  })
  route('/help/chat/look', async (req) => {
    const asked = parsed(req, ChatLook)
    await perLook(nameOf(req))
    return chats.look(world, writerOf(asked), asked)
  })
  route('/help/chat/leave', async (req) => {
    const asked = parsed(req, ChatLeave)
    await perText(nameOf(req))
    return chats.leave(world, writerOf(asked), asked.leaving)
  })
  return router
}
