import { beat, forgetBeats } from './heartbeat.ts'
import { forgetReplies } from './idempotency.ts'
import { openFanout } from './live/fanout.ts'
import { forgetDone } from './outbox.ts'
import { openJobQueue, openJobWorker } from './queue.ts'
import { openWaitingRedis } from './redis.ts'
import { type Repeating, repeat } from './repeat.ts'
import { clientOf } from './transact.ts'
import type { Opened } from './world.ts'

/** BullMQ is given this long to be prompt; then the row is done from Postgres alone. */
const graceMs = 1_500
/** Younger rows are being handed over by the process that wrote them. */
const relayGraceMs = 1_000
const everySecond = 1_000
const everyHour = 3_600_000
const aDayMs = 86_400_000

export type Worker = { close: () => Promise<void> }

/** Does what is due: jobs as BullMQ brings them, whatever it forgot, and the chapters' sweeps. */
export async function openWorker(opened: Opened): Promise<Worker> {
  const { world, relay, jobs, chapters } = opened
  const { config, log, now } = world
  const queue = openJobQueue(config, now)
  opened.outlets.enqueue = queue.enqueue
  const fanout = openFanout({
    ...{ world, boards: [], subscriber: openWaitingRedis(config.redisUrl) },
    ...{ isHeard: () => false, emit: () => {}, cutHere: () => {} },
  })
  opened.outlets.push = fanout.publish
  opened.outlets.cutOff = fanout.cutOff
  for (const chapter of chapters) await chapter.start?.(world)
  const worker = openJobWorker(config, jobs, log)

  const rounds = [
    { name: 'overdue', everyMs: everySecond, run: () => overdue(opened) },
    { name: 'relay', everyMs: everySecond, run: () => relayed(opened) },
    { name: 'forget', everyMs: everyHour, run: () => forget(opened) },
    ...chapters.flatMap((chapter) =>
      (chapter.sweeps ?? []).map((sweep) => ({ ...sweep, run: () => sweep.run(world) })),
    ),
  ]
  const timers: Repeating[] = rounds.map((round) => repeat(round, log))
  return {
    close: async () => {
      await Promise.all(timers.map((timer) => timer.stop()))
      await worker.close()
      for (const chapter of chapters) await chapter.stop?.(world)
      await relay.stop()
      await Promise.all([queue.close(), fanout.close()])
    },
  }
}

async function overdue({ jobs, pool, world }: Opened): Promise<void> {
  await jobs.runOverdue(graceMs)
  await beat(pool, 'worker', world.now())
}

async function relayed({ relay, pool, world }: Opened): Promise<void> {
  await relay.drain(relayGraceMs)
  if (relay.isHealthy()) await beat(pool, 'relay', world.now())
}

async function forget({ world, pool }: Opened): Promise<void> {
  const yesterday = new Date(world.now().getTime() - aDayMs)
  await world.transact({ kind: 'system' }, async (ctx) => {
    await forgetDone(clientOf(ctx), yesterday)
    await forgetReplies(ctx)
  })
  await forgetBeats(pool, yesterday)
}
