import { setTimeout as pause } from 'node:timers/promises'
import { type Answers, answerFigures, answersSince } from '../answers.ts'
import { type Drill, type Struck, underLoad } from '../drill.ts'
import type { World } from '../world.ts'

const slowMs = 5_000
const fullMs = 8_000
const webhookBoundMs = 1_000
const refusedWithinMs = 2_000

const within = (answers: Answers, figure: 'p99Ms' | 'slowestMs', boundMs: number): Struck => ({
  figures: answerFigures(answers),
  broken: answers[figure] > boundMs ? [`webhooks took ${answers[figure]} ms`] : [],
})

/** Redis answers nobody for five seconds. */
async function slow(world: World): Promise<Struck> {
  const from = new Date()
  await world.redis.client('PAUSE', slowMs, 'ALL')
  await pause(slowMs)
  return within(answersSince(world, from), 'p99Ms', webhookBoundMs)
}

/** Redis takes nothing more; and one that would throw entries away is not worked with at all. */
async function full(world: World): Promise<Struck> {
  const from = new Date()
  await world.redis.config('SET', 'maxmemory', '1')
  await pause(fullMs)
  await world.redis.config('SET', 'maxmemory', '0')
  const struck = within(answersSince(world, from), 'p99Ms', webhookBoundMs)
  await world.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await world.worker.stop()
  const started = await world.worker.start().then(
    () => true,
    () => false,
  )
  await world.redis.config('SET', 'maxmemory-policy', 'noeviction')
  if (started) return { ...struck, broken: ['the worker trusts a Redis that throws entries away'] }
  await world.worker.start()
  return struck
}

/** As an administrator does it: connections are told, and the next start is clean. */
async function restart(world: World): Promise<Struck> {
  const from = new Date()
  const { postgres } = world.stage
  await postgres.stop()
  await pause(1_000)
  await postgres.restart()
  return within(answersSince(world, from), 'slowestMs', refusedWithinMs)
}

/** Postgres gives up everything at once and has to repair itself at the next start. */
async function immediate(world: World): Promise<Struck> {
  const from = new Date()
  const { postgres } = world.stage
  const running = postgres.running()
  if (!running) throw new Error('Postgres is not ours to stop.')
  process.kill(running.pid, 'SIGQUIT')
  await running.gone
  await postgres.restart()
  return within(answersSince(world, from), 'slowestMs', refusedWithinMs)
}

export const engineDrills: readonly Drill[] = [
  underLoad('redis-slow', slow),
  underLoad('redis-full', full),
  underLoad('postgres-restart', restart),
  underLoad('postgres-immediate', immediate),
]
