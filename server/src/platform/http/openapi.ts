import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Action, actions, api } from '@veghe/shared/api.ts'
import { refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import express, { Router } from 'express'
import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { docsHeaders } from './headers.ts'

const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(refusalStatus)),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Problem', description: 'Why the system said no. The code is stable; the title is not.' })

const key = z.object({
  'Idempotency-Key': z
    .string()
    .min(8)
    .max(200)
    .meta({ description: 'Sent again with the same body, it has no effect and gets the same reply.' }),
})

function operation(action: Action): ZodOpenApiOperationObject {
  const { kind, input, reply } = api[action]
  const problem = { content: { 'application/problem+json': { schema: Problem } } }
  return {
    operationId: action,
    tags: [action.split('.')[0] ?? action],
    summary: `${action} (${kind})`,
    ...(kind === 'command' ? { requestParams: { header: key } } : {}),
    requestBody: { required: true, content: { 'application/json': { schema: input } } },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: reply } } },
      '4XX': { description: 'Refused', ...problem },
      '5XX': { description: 'Failed', ...problem },
    },
  }
}

/** OpenAPI 3.1 of every action, made from the contract itself. */
export function openApiDocument(publicUrl: string) {
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: '119 Veghe', version: '1' },
      servers: [{ url: publicUrl }],
      security: [{ session: [] }, { key: [] }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'veghe.session_token' },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
      paths: Object.fromEntries(actions.map((action) => [`/api/${action}`, { post: operation(action) }])),
    },
    { override: asInstant },
  )
}

/** A date has no schema of its own: on the wire an instant is text. */
function asInstant({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: unknown
  jsonSchema: Record<string, unknown>
}): void {
  if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}

/** The document and a page to read it with, served by us alone. */
export function docs(publicUrl: string): Router {
  const router = Router()
  const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
  let document: string | undefined
  router.get('/openapi.json', (_req, res) => {
    document ??= JSON.stringify(openApiDocument(publicUrl))
    res.type('application/json').send(document)
  })
  router.use('/docs', docsHeaders())
  router.get('/docs', (_req, res) => {
    res.type('html').send(page)
  })
  router.get('/docs/start.js', (_req, res) => {
    res.type('js').send(start)
  })
  router.use('/docs', express.static(assets, { index: false }))
  return router
}

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>119 Veghe API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
})
`
