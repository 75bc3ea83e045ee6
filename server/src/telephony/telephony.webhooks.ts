import { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { accountOf } from './account.ts'
import type { CarrierForm } from './events.read.ts'
import { countyOfLine } from './lines.ts'
import { isSigned, parseForm } from './signature.ts'
import { trunkHeaders } from './trunk.ts'

/** A request whose signature was found good. All but the form is what we put into the address. */
export type CarrierRequest = {
  form: CarrierForm
  /** From the address if we put it there, else by the line that was called. */
  county: CountyCode
  contactId: ContactId | null
  intentId: string | null
  /** Of the question that a key answers. */
  turn: number | null
  /** The caller has heard to its end that they are recorded. */
  isTold: boolean
}

/** Answers a document for a call, or nothing where the carrier wants none. A refusal becomes its status. */
export type CarrierRoute = (world: World, request: CarrierRequest) => Promise<string | null>

const bodyLimit = 64 * 1024

const Query = z.object({
  contact: ContactId.optional(),
  county: CountyCode.optional(),
  intent: z.uuid().optional(),
  turn: z.coerce.number().int().positive().optional(),
  told: z.literal('yes').optional(),
})

/**
 * The door for everything the carrier posts. A request without a signature, too long, or signed by somebody else
 * goes no further, and what goes further is parsed as flat text.
 */
export function carrierRouter(
  world: World,
  routes: Readonly<Record<`/twilio/${string}`, CarrierRoute>>,
): Router {
  const router = express.Router()
  const body = express.raw({ type: () => true, limit: bodyLimit })
  for (const [path, route] of Object.entries(routes)) {
    router.post(path, (request, response) => {
      if (!request.headers['x-twilio-signature']) return refuse(response, 400)
      body(request, response, (error?: unknown) => {
        if (error) return refuse(response, statusOf(error))
        return answer(world, route, { request, response })
      })
    })
  }
  return router
}

async function answer(
  world: World,
  route: CarrierRoute,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  try {
    const read = readRequest(world, request)
    if (!read) return refuse(response, 403)
    const document = await route(world, read)
    if (document === null) response.status(204).end()
    else response.type('text/xml').send(document)
  } catch (error) {
    if (!(error instanceof Refusal))
      world.log.error({ err: failureOf(error), path: request.path }, 'webhook failed')
    refuse(response, statusOf(error))
  }
}

function readRequest(world: World, request: Request): CarrierRequest | null {
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
  const form = parseForm(text)
  const signature = request.headers['x-twilio-signature']
  const { publicUrl, secondToken } = world.config
  const tokens = [accountOf(world.config).authToken, ...(secondToken ? [secondToken] : [])]
  if (typeof signature !== 'string') return null
  if (!isSigned({ target: request.originalUrl, form, signature }, { publicUrl, tokens })) return null

  const query = new URL(request.originalUrl, publicUrl).searchParams
  const asked = Query.safeParse(Object.fromEntries(query))
  if (!asked.success) throw new Refusal('bad_input')
  const flat = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value : (value[0] ?? '')]),
  )
  const { region } = trunkHeaders(flat, world.config.trunkAddresses)
  const line = { called: flat.To ?? '', region }
  return {
    form: flat,
    county: asked.data.county ?? countyOfLine(world.config, line),
    contactId: asked.data.contact ?? null,
    intentId: asked.data.intent ?? null,
    turn: asked.data.turn ?? null,
    isTold: asked.data.told === 'yes',
  }
}

function refuse(response: Response, status: number): void {
  response.status(status).end()
}

/** Of our refusals, and of what the body reader throws (413, a body cut short). */
function statusOf(error: unknown): number {
  if (error instanceof Refusal) return refusalStatus[error.code]
  const status = error instanceof Error && 'status' in error ? error.status : 500
  return typeof status === 'number' ? status : 500
}
