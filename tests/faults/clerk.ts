import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { quietly } from './background.ts'
import { openDesk } from './desk.ts'
import type { World } from './world.ts'

const everyMs = 2_000
const atOnce = 3

/** The duty officer returns the calls of those who gave up waiting. Whoever is reached stands in the queue again. */
export function startClerk(world: World): { stop: () => Promise<void> } {
  let isOver = false
  const desk = openDesk(world.stage.staff.officer, { urls: () => world.webUrls(), origin: world.origin })
  const work = async (): Promise<void> => {
    while (!isOver) {
      await pause(everyMs)
      const open = (await desk.asks('queue.callBacks', {})).filter(({ state }) => state === 'open')
      for (const { id: callBackId, version } of open.slice(0, atOnce)) {
        try {
          await desk.does('queue.attemptCallBack', { callBackId, version, result: 'reached' })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
    }
  }
  const shift = quietly([work()])
  return {
    stop: async () => {
      isOver = true
      await Promise.all(shift)
    },
  }
}
