import { fileURLToPath } from 'node:url'
import express, { type Router } from 'express'

/** The page from which a person plays every telephone by hand. */
export function servePage(): Router {
  const router = express.Router()
  router.use((_req, res, next) => {
    res.setHeader(
      'content-security-policy',
      "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    )
    res.setHeader('x-content-type-options', 'nosniff')
    next()
  })
  router.use(express.static(fileURLToPath(new URL('./page/', import.meta.url))))
  return router
}
