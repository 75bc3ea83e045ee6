import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Chapter } from '@veghe/server/platform/chapter.ts'
import { listen } from '@veghe/server/platform/http/listen.ts'
import { openLimiter } from '@veghe/server/platform/limits.ts'
import { openRedis } from '@veghe/server/platform/redis.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'

/** Two actions of the contract, done in the simplest way: what is tested here is everything around them. */
let asked = 0
const simplest: Chapter = {
  name: 'simplest',
  handlers: {
    'queue.operators': async () => [],
    'queue.setStatus': async (ctx, { status }) => {
      asked += 1
      if (status === 'break') throw new Refusal('operator_has_contact', { count: 1 })
      if (ctx.actor.kind !== 'person') throw new Refusal('not_allowed')
      await ctx.happened('queue.statusSet', { staffId: ctx.actor.staffId, body: { status } })
      const { staffId: id, name } = ctx.actor
      return { id, version: asked, name, status, since: ctx.now, contactId: null, changedAt: ctx.now }
    },
  },
}

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [simplest] })
})
afterAll(() => world.stop())

const send = (action: string, init: { headers: Record<string, string>; body?: string }) =>
  fetch(`${world.url}/api/${action}`, {
    method: 'POST',
    body: init.body ?? '{}',
    headers: { 'content-type': 'application/json', ...init.headers },
  })

test('a command sent twice under one key happens once and is answered the same', async () => {
  const ana = await world.signIn('operator')
  const before = asked
  const key = randomUUID()

  const first = await ana.does('queue.setStatus', { status: 'available' }, key)
  const again = await ana.does('queue.setStatus', { status: 'available' }, key)

  expect(again).toEqual(first)
  expect(asked).toBe(before + 1)
  expect(await ana.tries('queue.setStatus', { status: 'off' }, key)).toMatchObject({ outcome: 'key_reused' })
})

test('a command sent many times at once under one key happens once', async () => {
  const ana = await world.signIn('operator')
  const before = asked
  const key = randomUUID()

  const replies = await Promise.all(
    Array.from({ length: 6 }, () => ana.does('queue.setStatus', { status: 'available' }, key)),
  )

  expect(new Set(replies.map((reply) => reply.version)).size).toBe(1)
  expect(asked).toBe(before + 1)
})

test('a refusal is not remembered: the same key may succeed later', async () => {
  const ana = await world.signIn('operator')
  const key = randomUUID()

  expect(await ana.tries('queue.setStatus', { status: 'break' }, key)).toMatchObject({
    outcome: 'operator_has_contact',
    details: { count: 1 },
  })
  expect(await ana.tries('queue.setStatus', { status: 'off' }, key)).toMatchObject({ outcome: 'done' })
})

test('a command needs a key and a query refuses one', async () => {
  const ana = await world.signIn('operator')

  const bare = await send('queue.setStatus', { headers: ana.headers })
  expect(bare.status).toBe(400)
  expect(await bare.json()).toMatchObject({ code: 'key_missing', status: 400, type: 'about:blank' })

  expect(await ana.tries('queue.operators', {}, randomUUID())).toMatchObject({ outcome: 'key_on_query' })
  expect(await ana.asks('queue.operators', {})).toEqual([])
})

test('strangers, people without the right and keys for other actions are told so', async () => {
  const dana = await world.signIn('administrator')
  const program = await world.program(['queue.board'])

  expect((await send('queue.operators', { headers: {} })).status).toBe(401)
  expect(await dana.tries('queue.operators', {})).toMatchObject({ outcome: 'not_allowed' })
  expect(await program.tries('queue.operators', {})).toMatchObject({ outcome: 'not_allowed' })
  expect(await (await world.program(['queue.operators'])).asks('queue.operators', {})).toEqual([])
})

test('a command of a signed-in browser comes from our own pages or is refused', async () => {
  const ana = await world.signIn('operator')
  const key = () => ({ 'idempotency-key': randomUUID() })
  const body = JSON.stringify({ status: 'available' })

  const foreign = { ...ana.headers, ...key(), origin: 'https://elsewhere.example' }
  const { cookie = '' } = ana.headers
  const without = { cookie, ...key() }
  expect((await send('queue.setStatus', { headers: foreign, body })).status).toBe(403)
  expect((await send('queue.setStatus', { headers: without, body })).status).toBe(403)
  expect((await send('queue.setStatus', { headers: { ...ana.headers, ...key() }, body })).status).toBe(200)
})

test('bad input names the place and the kind of fault, never the value', async () => {
  const ana = await world.signIn('operator')
  const headers = { ...ana.headers, 'idempotency-key': randomUUID() }

  const response = await send('queue.setStatus', { headers, body: '{"status":"Maria, str. Horea 5"}' })
  const text = await response.text()

  expect(response.status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ code: 'bad_input', details: { issues: [{ path: 'status' }] } })
  expect(text).not.toContain('Maria')
})

test('what is not JSON, too long or unknown is refused without a trace of how we are made', async () => {
  const ana = await world.signIn('operator')
  const headers = { ...ana.headers, 'idempotency-key': randomUUID() }

  const long = JSON.stringify({ status: 'x'.repeat(70_000) })
  expect((await send('queue.setStatus', { headers, body: long })).status).toBe(413)
  expect((await send('queue.setStatus', { headers, body: '{"status":' })).status).toBe(400)
  expect((await send('queue.constructor', { headers })).status).toBe(404)
  expect((await send('__proto__', { headers })).status).toBe(404)
  expect((await fetch(`${world.url}/api/queue.operators`)).status).toBe(404)
})

test('a failure nobody foresaw says only where to look for it', async () => {
  const broken: Chapter = {
    name: 'broken',
    handlers: { 'queue.operators': () => Promise.reject(new Error('secret of Maria')) },
  }
  const other = await startWorld({ chapters: [broken], beside: world })
  const ana = await other.signIn('operator')

  const { outcome, details } = await ana.tries('queue.operators', {})

  expect(outcome).toBe('bug')
  expect(Object.keys(details)).toEqual(['id'])
  await other.stop()
})

test('every answer forbids foreign content and says how it may be found in the log', async () => {
  const response = await fetch(`${world.url}/healthz`)

  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  // A desk's sound goes to the stand-in, whose address is the only one of another host.
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' ws://127.0.0.1:9;")
  expect(response.headers.get('content-security-policy')).not.toContain('twilio')
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.has('x-powered-by')).toBe(false)
})

test('readiness is asked of the engines, and figures hold no names', async () => {
  const ready = await fetch(`${world.url}/readyz`)
  expect(ready.status).toBe(200)
  expect(await ready.json()).toMatchObject({ ready: true, postgres: true, redis: true })

  const figures = await (await fetch(`${world.url}/metrics`)).text()
  expect(figures).toContain('veghe_action_seconds')
})

test('every action stands in the OpenAPI document, commands with their key', async () => {
  const document = await (await fetch(`${world.url}/api/openapi.json`)).json()

  expect(document).toMatchObject({
    openapi: '3.1.1',
    paths: {
      '/api/queue.setStatus': { post: { parameters: [{ name: 'Idempotency-Key', in: 'header' }] } },
      '/api/queue.board': { post: { operationId: 'queue.board' } },
    },
  })
})

test('who asks without end is refused for a while, and nobody else with them', async () => {
  const limit = { name: 'test', times: 3, seconds: 60 }
  const { redis, redisPrefix } = world.server
  const [here, elsewhere] = [openLimiter(redis, redisPrefix, limit), openLimiter(redis, redisPrefix, limit)]
  await here('ana')
  await elsewhere('ana')
  await here('ana')

  await expect(elsewhere('ana')).rejects.toMatchObject({ code: 'too_many', details: { seconds: 60 } })
  await expect(here('ben')).resolves.toBeUndefined()
})

test('without Redis each process counts for itself', async () => {
  const away = openRedis('redis://127.0.0.1:9')
  const limiter = openLimiter(away, 'test', { name: 'test', times: 1, seconds: 60 })
  await limiter('ana')
  await expect(limiter('ana')).rejects.toMatchObject({ code: 'too_many' })
  away.disconnect()
})

test('a port that another instance listens at is refused, though a server may open several doors at it', async () => {
  const { port } = new URL(world.url)
  const second = createServer()
  await expect(listen(second, { host: '127.0.0.1', port: Number(port) })).rejects.toThrow('EADDRINUSE')
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
})
