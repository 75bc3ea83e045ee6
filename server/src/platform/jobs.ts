import type { z } from 'zod'
import type { Job, World } from './chapter.ts'
import type { Ctx } from './context.ts'
import { failureOf } from './log.ts'
import type { Metrics } from './metrics.ts'
import { claimRow, holdRow, markDone, type NamedRow, type OutboxRow, overdueRows, putOff } from './outbox.ts'
import { clientOf } from './transact.ts'

/**
 * Declares a job and how it is asked for. The key makes it one: asking again with the same key while it waits
 * changes nothing.
 */
export function defineJob<P extends z.ZodType<Record<string, unknown>>, B = undefined>(job: Job<P, B>) {
  return {
    ...job,
    later: (ctx: Ctx, at: { key: string; runAt: Date; payload: z.input<P> }): void => {
      ctx.later({ name: job.name, key: at.key, runAt: at.runAt, payload: job.payload.parse(at.payload) })
    },
  }
}

export type Jobs = {
  /** Does the work of one outbox row, unless it is done or somebody is at it. Never throws. */
  run: (row: NamedRow) => Promise<void>
  /** Does what has been overdue for longer than `graceMs`: what Redis forgot. Returns how many there were. */
  runOverdue: (graceMs: number) => Promise<number>
}

const system = { kind: 'system' } as const
const jobLimitMs = 20_000
const mostOverdue = 50

/** `others` are names that somebody else sees to: they are neither done nor parked here. */
export function openJobs(world: World, jobs: readonly Job[], others: ReadonlySet<string>): Jobs {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  if (byName.size !== jobs.length) throw new Error('Two jobs have the same name.')
  const run = async (row: NamedRow): Promise<void> => {
    const job = byName.get(row.name)
    try {
      if (!job) throw new Error('No job has this name.')
      await carryOut(world, job, row.id)
    } catch (error) {
      const giveUp = await putAside(world, row, { error, tries: job?.attempts ?? 1 }).catch(() => null)
      if (giveUp === null) world.log.warn({ job: row.name, row: row.id }, 'job failed, and so did saying so')
    }
  }
  const runOverdue = async (graceMs: number): Promise<number> => {
    const now = world.now()
    const before = new Date(now.getTime() - graceMs)
    const rows = await world.transact(system, (ctx) =>
      overdueRows(clientOf(ctx), { before, now, most: mostOverdue }),
    )
    const ours = rows.filter((row) => !others.has(row.name))
    for (const row of ours) await run(row)
    return ours.length
  }
  return { run, runOverdue }
}

async function carryOut(world: World, job: Job, rowId: string): Promise<void> {
  const found = job.before ? await outside(world, job, rowId) : undefined
  if (found === taken) return
  await world.transact(
    system,
    async (ctx) => {
      const row = await claimRow(clientOf(ctx), rowId)
      if (!row) return
      await markDone(clientOf(ctx), [rowId], ctx.now)
      await job.run(ctx, job.payload.parse(row.payload), found)
      ctx.afterCommit(() => counted(world.metrics, row, ctx.now))
    },
    { limitMs: jobLimitMs },
  )
}

const taken = Symbol('somebody else is at it')

/** What must not sit in a transaction. The row is kept meanwhile, or two workers would do it at once. */
async function outside(world: World, job: Job, rowId: string): Promise<unknown> {
  const held = await world.transact(system, (ctx) => holdRow(clientOf(ctx), rowId, ctx.now))
  return held ? await job.before?.(world, job.payload.parse(held.payload)) : taken
}

/**
 * The work was rolled back. Again later, each time after a longer pause, or parked when the tries are used up.
 * Returns whether it was parked.
 */
async function putAside(
  world: World,
  named: NamedRow,
  { error, tries }: { error: unknown; tries: number },
): Promise<boolean> {
  return world.transact(system, async (ctx) => {
    const row = await claimRow(clientOf(ctx), named.id)
    if (!row) return false
    const attempts = row.attempts + 1
    const isLast = attempts >= tries
    const runAt = isLast ? null : new Date(ctx.now.getTime() + pauseMs(attempts))
    await putOff(clientOf(ctx), { id: row.id, runAt }, ctx.now)
    ctx.afterCommit(() => {
      const about = { job: row.name, row: row.id, attempts, parked: isLast }
      world.metrics.jobs.inc({ name: row.name, ending: isLast ? 'parked' : 'failed' })
      world.log.error({ err: failureOf(error), ...about }, 'job failed')
    })
    return isLast
  })
}

const pauseMs = (attempts: number): number => Math.min(1_000 * 2 ** (attempts - 1), 60_000)

function counted(metrics: Metrics, row: OutboxRow, now: Date): void {
  metrics.jobs.inc({ name: row.name, ending: 'done' })
  metrics.jobLateSeconds.observe(Math.max(0, now.getTime() - row.runAt.getTime()) / 1000)
}
