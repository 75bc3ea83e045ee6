import { seconds } from '@veghe/shared/kernel/time.ts'
import type { Sweep, World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { lookAfter, noteStep, type Step } from './attachments.steps.ts'
import { dueAttachments } from './attachments.store.ts'

const system = { kind: 'system' } as const
const mostAtOnce = 20

/** The largest is sealed and read back whole before it counts as kept. */
const noteWithin = { limitMs: seconds(20) }

async function tendAll(world: World): Promise<void> {
  for (const id of await world.transact(system, (ctx) => dueAttachments(ctx, mostAtOnce))) {
    const noted = (step: Step) => world.transact(system, (ctx) => noteStep(ctx, id, step), noteWithin)
    try {
      for (let goesOn = true; goesOn; ) {
        const step = await lookAfter(world, id)
        goesOn = step !== null && (await noted(step)) === 'goes_on'
      }
    } catch (error) {
      world.log.warn({ err: failureOf(error), attachment: id }, 'attachment not looked after')
      // Counted like any other try, so that the next one waits longer.
      await noted({ kind: 'again' }).catch(() => {})
    }
  }
}

/** In a loop of its own: a picture may take a minute to come, and neither a page nor an answered caller waits for it. */
export const attachmentSweep: Sweep = { name: 'telephony.attachments', everyMs: seconds(5), run: tendAll }
