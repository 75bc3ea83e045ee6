import { seconds } from '@veghe/shared/kernel/time.ts'
import { z } from 'zod'
import type { Sweep, World } from '../platform/chapter.ts'
import { defineJob } from '../platform/jobs.ts'
import { failureOf } from '../platform/log.ts'
import { lookAfter, noteStep, type Step } from './carrier-recordings.steps.ts'
import { dueRecordings } from './carrier-recordings.store.ts'

/** Only makes prompt what the sweep below does anyhow. */
export const tendRecording = defineJob({
  name: 'telephony.tendRecording',
  payload: z.object({ recordingId: z.uuid() }),
  attempts: 5,
  before: (world, { recordingId }): Promise<Step | null> => lookAfter(world, recordingId),
  run: async (ctx, { recordingId }, step) => {
    if (step && (await noteStep(ctx, recordingId, step)) === 'goes_on')
      tendRecording.later(ctx, { key: `${recordingId}.next`, runAt: ctx.now, payload: { recordingId } })
  },
})

const system = { kind: 'system' } as const
const mostAtOnce = 20

/** Whatever is unfinished at the carrier and has been quiet for a while: reports get lost, and so do processes. */
async function tendAll(world: World): Promise<void> {
  for (const id of await world.transact(system, (ctx) => dueRecordings(ctx, mostAtOnce))) {
    try {
      for (let goesOn = true; goesOn; ) {
        const step = await lookAfter(world, id)
        goesOn =
          step !== null && (await world.transact(system, (ctx) => noteStep(ctx, id, step))) === 'goes_on'
      }
    } catch (error) {
      world.log.warn({ err: failureOf(error), recording: id }, 'recording not looked after')
    }
  }
}

export const recordingSweep: Sweep = {
  name: 'telephony.recordings',
  everyMs: seconds(5),
  run: tendAll,
}
