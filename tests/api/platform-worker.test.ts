import type { Chapter } from '@veghe/server/platform/chapter.ts'
import { lastBeats } from '@veghe/server/platform/heartbeat.ts'
import { defineJob } from '@veghe/server/platform/jobs.ts'
import { openWorker, type Worker } from '@veghe/server/platform/worker.ts'
import { ContactId, newId } from '@veghe/shared/kernel/ids.ts'
import { after, hours } from '@veghe/shared/kernel/time.ts'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startWorld, type World } from '../support/app.ts'

const system = { kind: 'system' } as const
const contactId = ContactId.parse(newId())
let ran = Promise.withResolvers<string>()

const remind = defineJob({
  name: 'queue.remind',
  payload: z.object({ contactId: ContactId }),
  attempts: 1,
  run: async (_ctx, payload) => ran.resolve(payload.contactId),
})
const chapter: Chapter = { name: 'chapter', jobs: [remind] }

let world: World
let worker: Worker
beforeAll(async () => {
  world = await startWorld({ chapters: [chapter] })
  worker = await openWorker(world.opened)
})
afterAll(async () => {
  await worker.close()
  await world.stop()
})

const remindIn = (ms: number, key: string) =>
  world.server.transact(system, async (ctx) =>
    remind.later(ctx, { key, runAt: after(ctx.now, ms), payload: { contactId } }),
  )

/** The clock of this world stands still, so nothing is ever overdue: only BullMQ can have brought the job. */
test('BullMQ brings a job to the worker at once', async () => {
  await remindIn(0, 'now')
  expect(await ran.promise).toBe(contactId)
})

test('a job in Redis says which row it is for and nothing of what it is about', async () => {
  await remindIn(hours(1), 'later')
  await world.opened.relay.drain()
  const redis = new Redis(world.server.config.redisUrl)
  const keys = await redis.keys(`{${world.server.redisPrefix}}:jobs:queue.remind-*`)
  const stored = await Promise.all(keys.map((key) => redis.hgetall(key)))
  redis.disconnect()

  expect(stored).toHaveLength(1)
  expect(JSON.parse(stored[0]?.data ?? '')).toEqual({ row: expect.stringMatching(/^\d+$/) })
  expect(JSON.stringify(stored)).not.toContain(contactId)
})

test('what Redis forgot is done from Postgres', async () => {
  const redis = new Redis(world.server.config.redisUrl)
  await remindIn(hours(2), 'forgotten')
  await world.opened.relay.drain()
  await redis.del(...(await redis.keys(`{${world.server.redisPrefix}}:jobs:*`)))
  redis.disconnect()

  ran = Promise.withResolvers()
  await world.pass('2h')
  expect(await ran.promise).toBe(contactId)
})

test('worker and relay say that they are alive', async () => {
  const beats = async () => Object.keys(await lastBeats(world.opened.pool)).sort()
  while ((await beats()).length < 2);
  expect(await beats()).toEqual(['relay', 'worker'])
})
