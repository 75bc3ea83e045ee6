import express, { type Response as Answer, type Request as Asked, Router } from 'express'
import type { Config } from '../config.ts'
import { asRefusal } from '../db/failure.ts'
import type { Limiter } from '../limits.ts'
import { headersOf, noteRequest } from './request.ts'

/** Everything under `/api/auth/`, in the platform's own request and response. The identity chapter brings it. */
export type SignIn = (request: Request, body: unknown) => Promise<Response>

const limit = 16 * 1024

/** Hands the request over as the web standard has it, and the response back. */
export function signInDoor(
  signIn: SignIn,
  { config, limiter }: { config: Pick<Config, 'publicUrl'>; limiter: Limiter },
): Router {
  const router = Router()
  router.use(express.json({ limit }))
  router.use(async (req: Asked, res: Answer) => {
    noteRequest(req, { action: 'auth' })
    await limiter(req.socket.remoteAddress ?? 'unknown')
    const response = await signIn(standard(req, config), req.body ?? {}).catch((failure: unknown) => {
      throw asRefusal(failure)
    })
    res.status(response.status)
    for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value)
    const cookies = response.headers.getSetCookie()
    if (cookies.length > 0) res.setHeader('set-cookie', cookies)
    res.setHeader('Cache-Control', 'no-store')
    res.end(Buffer.from(await response.arrayBuffer()))
  })
  return router
}

function standard(req: Asked, config: Pick<Config, 'publicUrl'>): Request {
  const url = new URL(req.originalUrl, config.publicUrl)
  const headers = headersOf(req.headers)
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
  if (!hasBody) return new Request(url, { method: req.method, headers })
  headers.delete('content-length')
  return new Request(url, { method: req.method, headers, body: JSON.stringify(req.body ?? {}) })
}
