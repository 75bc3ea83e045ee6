import { DispatchId, PageId } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Job } from '../platform/chapter.ts'
import { openMaster } from '../platform/crypto/master.ts'
import { pageRow } from './ladder.store.ts'
import { alarmIfSilent, escalate, laterJobs } from './ladder.ts'
import { forget, pushKeys, targetsOf, wake } from './push.ts'
import { sendPage } from './reach.ts'

const Page = z.object({ pageId: PageId })
const OfDispatch = z.object({ dispatchId: DispatchId })

const sendPageJob: Job<typeof Page> = {
  name: laterJobs.send,
  payload: Page,
  attempts: 5,
  run: async (ctx, { pageId }) => {
    const wakes = await sendPage(ctx, pageId)
    if (wakes) ctx.later({ name: 'oncall.wake', key: pageId, payload: { pageId }, runAt: ctx.now })
  },
}

const wakeJob: Job<typeof Page, Buffer[]> = {
  name: 'oncall.wake',
  payload: Page,
  attempts: 2,
  before: async (world, { pageId }) => {
    const targets = await world.transact({ kind: 'system' }, async (ctx) => {
      const page = await pageRow(ctx, pageId)
      return page ? targetsOf(ctx, page.staffId) : []
    })
    return wake(world, pushKeys(openMaster(world.config.masterKey).derive('push')), { pageId, targets })
  },
  run: (ctx, _page, gone) => forget(ctx, gone),
}

const Round = OfDispatch.extend({ round: z.int() })

const escalateJob: Job<typeof Round> = {
  name: laterJobs.escalate,
  payload: Round,
  attempts: 20,
  run: (ctx, { dispatchId, round }) => escalate(ctx, dispatchId, round),
}

const alarmJob: Job<typeof OfDispatch> = {
  name: laterJobs.alarm,
  payload: OfDispatch,
  attempts: 20,
  run: (ctx, { dispatchId }) => alarmIfSilent(ctx, dispatchId),
}

export const oncallJobs: readonly Job[] = [sendPageJob, wakeJob, escalateJob, alarmJob]
