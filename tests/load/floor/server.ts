import { createServer } from 'node:http'
import express from 'express'
import { Redis } from 'ioredis'
import pg from 'pg'
import { Server } from 'socket.io'
import twilio from 'twilio'

/*
 * The least code that honestly does the work: signature, one idempotent insert (fsync on), Lua, emit. No product code:
 * what the product takes longer than this is what its walls and promises cost.
 */

const { DATABASE_URL = '', REDIS_URL = '', TOKEN = '', PUBLIC_URL = '', PORT = '0' } = process.env
const db = new pg.Pool({ connectionString: DATABASE_URL, max: 12 })
const enqueue = `if redis.call('HSETNX', KEYS[2], 'state', 'waiting') == 0 then return 0 end
  redis.call('HSET', KEYS[2], 'at', ARGV[2]) redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1]) return 1`
const redis = new Redis(REDIS_URL)
redis.defineCommand('enqueue', { numberOfKeys: 2, lua: enqueue })
const app = express()
const http = createServer(app)
const io = new Server(http, { path: '/live', transports: ['websocket'], perMessageDeflate: false })
io.on('connection', (socket) => socket.join('desks'))

await db.query(`create table if not exists floor_contacts (id bigint generated always as identity primary key,
  call_sid text not null unique, from_number text, to_number text, raw jsonb, at timestamptz not null default now())`)

const insert = `insert into floor_contacts (call_sid, from_number, to_number, raw) values ($1, $2, $3, $4)
  on conflict (call_sid) do nothing returning id`

app.post('/twilio/voice', express.urlencoded({ extended: false }), async (request, response) => {
  const form = request.body
  const signature = request.get('x-twilio-signature') ?? ''
  if (!twilio.validateRequest(TOKEN, signature, `${PUBLIC_URL}/twilio/voice`, form)) {
    response.status(403).end()
    return
  }
  const values = [form.CallSid, form.From, form.To, form]
  const { rows } = await db.query({ name: 'insert', text: insert, values })
  const id = rows[0]?.id
  if (id) {
    const at = Date.now()
    await redis.eval(enqueue, 2, 'q', `c:${id}`, id, String(at))
    const entry = {
      id,
      version: 1,
      state: 'waiting',
      callerDigits: form.From.slice(-3),
      at,
      pad: 'x'.repeat(400),
    }
    io.to('desks').emit('queue.changed', entry)
  }
  response.type('text/xml').send('<Response><Enqueue>hotline</Enqueue></Response>')
})
http.listen(Number(PORT), '127.0.0.1', 4_096, () => process.send?.({ ready: true }))
process.on('SIGTERM', () => process.exit(0))
