import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import express, { type Response, Router } from 'express'

const yearSeconds = 31_536_000

/** The built client. Its hashed files never change; the page that names them is asked for each time. */
export function pages(dist: string): Router {
  const router = Router()
  const index = join(dist, 'index.html')
  router.get('/x', (_req, res) => leave(res))
  router.use('/assets', express.static(join(dist, 'assets'), { maxAge: yearSeconds * 1000, immutable: true }))
  router.use(
    express.static(dist, { index: false, setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') }),
  )
  router.get('/{*address}', (req, res, next) => {
    if (!isPage(req.path) || !existsSync(index)) return next()
    res.setHeader('Cache-Control', 'no-cache')
    res.sendFile(index)
  })
  router.use((_req, _res, next) => next(new Refusal('not_found')))
  return router
}

/** What stands on an address is the client's business; files that do not exist are nobody's. */
const isPage = (path: string): boolean => !/^\/(?:api|twilio|live|assets)\b|\.\w+$/.test(path)

/**
 * The exit page of the public site: whoever looks over a child's shoulder sees an ordinary page, and going back
 * finds nothing. The browser is told to forget what it kept of us.
 */
function leave(res: Response): void {
  res.setHeader('Clear-Site-Data', '"cache", "storage"')
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.type('html').send(exitPage)
}

const exitPage = `<!doctype html>
<html lang="ro">
<head><meta charset="utf-8"><title>Vremea</title><meta name="viewport" content="width=device-width"></head>
<body><h1>Vremea</h1><p>Astăzi: parțial noros. Mâine: soare.</p></body>
</html>
`
