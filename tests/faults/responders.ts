import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { quietly } from './background.ts'
import { type Desk, openDesk } from './desk.ts'
import type { Member } from './stage.ts'
import type { World } from './world.ts'

const lookMs = 1_000
const steps = ['en_route', 'on_scene', 'with_child'] as const

/** The teams: one of each two looks at the phone, says yes, and reports every step until the child is safe. */
export function startResponders(world: World): { stop: () => Promise<void> } {
  let isOver = false
  const shift = async (member: Member, turn: number): Promise<void> => {
    const desk = openDesk(member, { urls: () => world.webUrls(turn), origin: world.origin })
    while (!isOver) {
      await answerPages(desk)
      await pause(lookMs)
    }
  }
  const shifts = quietly(world.stage.staff.responders.map(shift))
  return {
    stop: async () => {
      isOver = true
      await Promise.all(shifts)
    },
  }
}

async function answerPages(desk: Desk): Promise<void> {
  for (const { id: dispatchId, step } of await desk.asks('dispatch.mine', {})) {
    if (step === 'ended' || step === 'cancelled') continue
    try {
      if (step === 'sent' || step === 'moved_on') await desk.does('oncall.acknowledge', { dispatchId })
      for (const next of steps) await desk.does('dispatch.report', { dispatchId, step: next })
      await desk.does('dispatch.childSafe', { dispatchId, how: 'with_relatives' })
      await desk.does('dispatch.report', { dispatchId, step: 'ended' })
    } catch (error) {
      // The other half of the team was quicker, or the page went to the next team.
      if (!(error instanceof Refusal)) throw error
    }
  }
}
