import { CallBackId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { answerWithinMs, askedForMs } from '@veghe/shared/queue/queue.settings.ts'
import { z } from 'zod'
import type { Job, Sweep, World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { callBacksDue } from './call-backs.store.ts'
import { remindOf } from './call-backs.ts'
import { endUnanswered } from './consulting.ts'
import { alarmsDue, asksOver, unansweredSince } from './entries.store.ts'
import { returnUnanswered } from './moving.ts'
import { reconcile } from './order.ts'
import { returnAbandoned } from './presence.ts'
import { seatSupervisor } from './supervising.jobs.ts'
import { raiseNotTaken } from './urgent.ts'

const OfContact = z.object({ contactId: ContactId })
const OfCallBack = z.object({ callBackId: CallBackId })

const raise: Job<typeof OfContact> = {
  name: 'queue.raiseNotTaken',
  payload: OfContact,
  attempts: 10,
  run: (ctx, { contactId }) => raiseNotTaken(ctx, contactId),
}

const remind: Job<typeof OfCallBack> = {
  name: 'queue.remindOfCallBack',
  payload: OfCallBack,
  attempts: 10,
  run: (ctx, { callBackId }) => remindOf(ctx, callBackId),
}

export const queueJobs: readonly Job[] = [raise, remind, seatSupervisor]

const system = { kind: 'system' } as const

/** What a lost job should have done, and what nobody answers: texts, and questions to a colleague. One that fails keeps none of the others waiting. */
async function overdue(world: World): Promise<void> {
  const [alarms, callBacks, unanswered, asks] = await world.transact(system, async (ctx) => [
    await alarmsDue(ctx),
    await callBacksDue(ctx),
    await unansweredSince(ctx, after(ctx.now, -answerWithinMs)),
    await asksOver(ctx, after(ctx.now, -askedForMs)),
  ])
  const work = [
    ...alarms.map(({ contactId }) => world.transact(system, (ctx) => raiseNotTaken(ctx, contactId))),
    ...callBacks.map(({ id }) => world.transact(system, (ctx) => remindOf(ctx, id))),
    ...unanswered.map(({ contactId }) => world.transact(system, (ctx) => returnUnanswered(ctx, contactId))),
    ...asks.map(({ isFree, ...asked }) =>
      world.transact(system, (ctx) => endUnanswered(ctx, asked, isFree ? 'no_answer' : 'busy')),
    ),
  ]
  for (const done of await Promise.allSettled(work))
    if (done.status === 'rejected')
      world.log.warn({ err: failureOf(done.reason) }, 'overdue work of the queue failed')
}

export const queueSweeps: readonly Sweep[] = [
  // A caller left alone is told within four seconds, and three of them are the desk’s to come back.
  { name: 'queue.presence', everyMs: 500, run: returnAbandoned },
  { name: 'queue.overdue', everyMs: 1_000, run: overdue },
  { name: 'queue.reconcile', everyMs: 2_000, run: reconcile },
]
