import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Action, actions, api, isAction } from '@veghe/shared/api.ts'
import type { Scope } from '@veghe/shared/identity/identity.codes.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { mayDo } from '@veghe/shared/permissions.ts'
import express, { type Request, type Response, Router } from 'express'
import type pg from 'pg'
import type { z } from 'zod'
import type { Handlers, TransactOptions, World } from '../chapter.ts'
import type { Actor, Ctx } from '../context.ts'
import { withClient } from '../db/transaction.ts'
import { actorText, type Replies, type Sending } from '../idempotency.ts'
import type { Limiter } from '../limits.ts'
import { isOwnOrigin } from './origin.ts'
import { headersOf, type Identify, noteRequest } from './request.ts'
import { openShares, type Shares } from './shares.ts'

export const bodyLimit = 64 * 1024
const askWithinMs = 3_000
const pack = promisify<string, { level: number }, Buffer>(gzip)

export type ServeParts = {
  world: World
  pool: pg.Pool
  handlers: Partial<Handlers>
  identify: Identify
  limiter: Limiter
  replies: Replies
  /** What a national right covers; never the system's "everything". */
  counties: readonly CountyCode[]
  /** Between two readings of what many ask for at once. */
  restMs: number
}

/** Handlers as the loop sees them: the contract has already made sure that input and handler belong together. */
type AnyHandler = {
  before?: (world: World, actor: Actor, input: unknown) => Promise<unknown>
  run: (ctx: Ctx, input: unknown, found: unknown) => Promise<unknown>
  undo?: (world: World, found: unknown) => Promise<void>
  isAlike?: boolean
}

type Route = {
  action: Action
  kind: 'query' | 'command'
  input: z.ZodType
  reply: z.ZodType
  handler: AnyHandler
}

type Serving = ServeParts & { shares: Shares<Reply> }
/** A long reply that many share is packed once for all of them, besides the process's own thread. */
type Reply = { text: string; gzip?: Buffer }

type Asked = { route: Route; actor: Actor; input: unknown; options: TransactOptions; sending: Sending | null }

/** Every action there is, and no other way to add one. */
export function serve(parts: ServeParts): Router {
  const routes = new Map<string, Route>()
  for (const action of actions) {
    const handler = parts.handlers[action]
    if (handler) routes.set(action, { action, ...api[action], handler: anyHandler(handler) })
  }
  const serving = { ...parts, shares: openShares<Reply>({ restMs: parts.restMs }) }
  const router = Router()
  router.use(express.json({ limit: bodyLimit, strict: true }))
  router.post('/:action', async (req: Request<{ action: string }>, res) => {
    const { action } = req.params
    noteRequest(req, { action: isAction(action) ? action : 'unknown' })
    const route = routes.get(action)
    if (!route) throw new Refusal('not_found')
    send(req, res, await answer(serving, await asked(parts, req, route)))
  })
  return router
}

function anyHandler(handler: NonNullable<Handlers[Action]>): AnyHandler {
  const form = typeof handler === 'function' ? { run: handler } : formOf(handler)
  return form as AnyHandler // the union over all actions loses which input belongs to which handler; `api` pairs them
}

const formOf = (handler: Exclude<NonNullable<Handlers[Action]>, (...given: never[]) => unknown>) =>
  'alike' in handler ? { run: handler.alike, isAlike: true } : handler

async function asked(parts: ServeParts, req: Request, route: Route): Promise<Asked> {
  const actor = await parts.identify(headersOf(req.headers))
  if (!actor) throw new Refusal('not_signed_in')
  noteRequest(req, { actor: actor.kind })
  await parts.limiter(actorText(actor))
  const right = rightTo(route.action, actor)
  if (!right) throw new Refusal('not_allowed')
  if (actor.kind === 'person' && !isOwnOrigin(parts.world.config, req.headers) && route.kind === 'command')
    throw new Refusal('origin_refused')
  const key = keyOf(req, route)
  const parsed = route.input.safeParse(req.body ?? {})
  if (!parsed.success) throw new Refusal('bad_input', { issues: parsed.error.issues.map(issueOf) })
  const sending = key === null ? null : sendingOf(parts, { route, actor, key, input: parsed.data })
  const options: TransactOptions = right === 'national' ? { right, scope: parts.counties } : { right }
  return { route, actor, input: parsed.data, options, sending }
}

/** People by their roles, programs by the actions their key names. The carrier and the system never ask here. */
function rightTo(action: Action, actor: Actor): Scope | null {
  if (actor.kind === 'person') return mayDo(actor.roles, action)
  return actor.kind === 'key' && actor.actions.has(action) ? 'county' : null
}

/** Where and what kind of fault, never the value: it may be a child's name. */
const issueOf = (issue: z.core.$ZodIssue) => ({ path: issue.path.map(String).join('.'), code: issue.code })

const keyForm = /^[\w.:-]{8,200}$/

function keyOf(req: Request, { kind }: Route): string | null {
  const key = req.get('idempotency-key')
  if (kind === 'query') {
    if (key !== undefined) throw new Refusal('key_on_query')
    return null
  }
  if (!key || !keyForm.test(key)) throw new Refusal('key_missing')
  return key
}

/** Known again by what it says, not by how that was written: a phone that was restarted puts its fields in another order. */
function sendingOf(
  { replies }: ServeParts,
  { route, actor, key, input }: { route: Route; actor: Actor; key: string; input: unknown },
): Sending {
  const bodyHash = replies.hashOf(JSON.stringify(input))
  return { actor: actorText(actor), action: route.action, key, bodyHash }
}

async function answer(parts: Serving, asked: Asked): Promise<Reply> {
  const { world } = parts
  const { route, actor, input, options, sending } = asked
  const { before, undo, isAlike } = route.handler
  const plainly = async () =>
    (
      await world.transact(actor, (ctx) => carryOut(parts, asked, { ctx }), {
        ...options,
        onlyLooks: isAlike === true,
      })
    ).reply
  if (isAlike) return parts.shares(sharedKey(asked), async () => packed(await plainly()))
  if (!before) return { text: await plainly() }

  const known = await replyTo(parts, sending)
  if (known) return { text: known }
  let found: unknown
  try {
    found = await before(world, actor, input)
  } catch (error) {
    // The first sending may have been carried out since it was looked for, and be what the repetition was refused for.
    const meanwhile = await replyTo(parts, sending)
    if (meanwhile) return { text: meanwhile }
    throw error
  }
  try {
    const done = await world.transact(actor, (ctx) => carryOut(parts, asked, { ctx, found }), options)
    if (done.isRepeat) await undo?.(world, found)
    return { text: done.reply }
  } catch (error) {
    await undo?.(world, found)
    throw error
  }
}

const replyTo = async ({ pool, replies }: Serving, sending: Sending | null): Promise<string | null> =>
  sending && withClient(pool, askWithinMs, (client) => replies.known(client, sending))

const worthPacking = 16 * 1024

async function packed(text: string): Promise<Reply> {
  return text.length < worthPacking ? { text } : { text, gzip: await pack(text, { level: 1 }) }
}

/** Those who share it belong to one county and see the same of it. */
const sharedKey = ({ route, actor, input, options }: Asked): string =>
  JSON.stringify([route.action, actor.kind === 'system' ? '*' : actor.county, options.right, input])

async function carryOut(
  { replies }: ServeParts,
  { route, input, sending }: Asked,
  { ctx, found }: { ctx: Ctx; found?: unknown },
): Promise<{ reply: string; isRepeat: boolean }> {
  const known = sending && (await replies.begin(ctx, sending))
  if (known) return { reply: known, isRepeat: true }
  const reply = JSON.stringify(route.reply.parse(await route.handler.run(ctx, input, found)))
  if (sending) await replies.finish(ctx, sending, reply)
  return { reply, isRepeat: false }
}

function send(req: Request, res: Response, { text, gzip }: Reply): void {
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('Vary', 'Accept-Encoding')
  res.type('application/json')
  if (gzip && req.acceptsEncodings('gzip')) res.setHeader('Content-Encoding', 'gzip').send(gzip)
  else res.send(text)
}
