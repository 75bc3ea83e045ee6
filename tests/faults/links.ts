import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { LinkMode } from './links.thread.ts'

export type { LinkMode } from './links.thread.ts'

/**
 * Every connection of a program of ours to an engine can be cut here. `cut`: nothing passes and nobody is told, as
 * when a cable is pulled; what was on its way arrives afterwards. `reset`: broken off, and refused. `slow`: half a
 * second later. `deaf`: what is asked arrives, what is answered does not.
 */
export type Links = {
  port: (name: string) => number
  set: (name: string, mode: LinkMode) => Promise<void>
  close: () => Promise<void>
}

const Ports = z.object({ ports: z.record(z.string(), z.number()) })
const Done = z.object({ ticket: z.number() })

export async function openLinks(routes: { name: string; port: number }[]): Promise<Links> {
  const thread = new Worker(new URL('./links.thread.ts', import.meta.url), { workerData: routes })
  const waiting = new Map<number, () => void>()
  let tickets = 0
  const ports = await new Promise<Record<string, number>>((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (said) => resolve(Ports.parse(said).ports))
  })
  thread.on('message', (said) => waiting.get(Done.parse(said).ticket)?.())
  return {
    port: (name) => ports[name] ?? 0,
    set: (name, mode) =>
      new Promise((resolve) => {
        tickets += 1
        const ticket = tickets
        waiting.set(ticket, () => {
          waiting.delete(ticket)
          resolve()
        })
        thread.postMessage({ name, mode, ticket })
      }),
    close: async () => {
      await thread.terminate()
    },
  }
}
