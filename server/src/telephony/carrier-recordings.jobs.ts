import { seconds } from '@veghe/shared/kernel/time.ts'
import { z } from 'zod'
import type { Sweep, World } from '../platform/chapter.ts'
import { defineJob } from '../platform/jobs.ts'
import { failureOf } from '../platform/log.ts'
import { lookAfter, noteStep, type Step } from './carrier-recordings.steps.ts'
import { dueRecordings, type Stage } from './carrier-recordings.store.ts'

/**
 * Only makes prompt what the first sweep below does anyhow. A sound takes minutes to come, and no job may: pages and
 * answered callers wait behind it.
 */
export const tendRecording = defineJob({
  name: 'telephony.tendRecording',
  payload: z.object({ recordingId: z.uuid() }),
  attempts: 5,
  before: (world, { recordingId: id }): Promise<Step | null> => lookAfter(world, { id, stage: 'live' }),
  run: async (ctx, { recordingId: id }, step) => {
    if (step && (await noteStep(ctx, { id, stage: 'live' }, step)) === 'goes_on')
      tendRecording.later(ctx, { key: `${id}.next`, runAt: ctx.now, payload: { recordingId: id } })
  },
})

const system = { kind: 'system' } as const
const mostAtOnce = 20

/** A long call is read back whole before it counts as kept. */
const noteWithin = { limitMs: seconds(20) }

/** Whatever is unfinished at the carrier and has been quiet for a while: reports get lost, and so do processes. */
const tendAll = (stage: Stage) => async (world: World) => {
  for (const id of await world.transact(system, (ctx) => dueRecordings(ctx, stage, mostAtOnce))) {
    const noted = (step: Step) =>
      world.transact(system, (ctx) => noteStep(ctx, { id, stage }, step), noteWithin)
    try {
      for (let goesOn = true; goesOn; ) {
        const step = await lookAfter(world, { id, stage })
        goesOn = step !== null && (await noted(step)) === 'goes_on'
      }
    } catch (error) {
      world.log.warn({ err: failureOf(error), recording: id }, 'recording not looked after')
      // Counted like any other try, so that the next one waits longer.
      await noted({ kind: 'again', failure: null }).catch(() => {})
    }
  }
}

/** Each in a loop of its own: whoever is to be paused does not wait until the sound of others has come. */
export const recordingSweeps: readonly Sweep[] = [
  { name: 'telephony.recordings', everyMs: seconds(5), run: tendAll('live') },
  { name: 'telephony.recordedSounds', everyMs: seconds(5), run: tendAll('over') },
]
