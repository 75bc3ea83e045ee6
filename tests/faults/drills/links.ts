import { setTimeout as pause } from 'node:timers/promises'
import { answerFigures, answersSince } from '../answers.ts'
import { type Drill, type Strike, underLoad } from '../drill.ts'
import type { LinkMode } from '../links.ts'
import { secondsToRecover } from '../recovery.ts'
import { settings } from '../settings.ts'
import type { World } from '../world.ts'

/** One attempt may take this long before it is answered with a refusal; the carrier would wait for fifteen seconds. */
const webhookBoundMs = 2_500

async function broken({ links }: World, names: readonly string[], during: { mode: LinkMode; ms: number }) {
  if (!links) throw new Error('This world has no links to break.')
  for (const name of names) await links.set(name, during.mode)
  await pause(during.ms)
  for (const name of names) await links.set(name, 'open')
}

/** The cable between them is pulled and put back: nothing passes, and nobody is told. */
const cut =
  (names: readonly string[], ms: number): Strike =>
  async (world) => {
    const from = new Date()
    await broken(world, names, { mode: 'cut', ms })
    const answers = answersSince(world, from)
    const isSlow = answers.slowestMs > webhookBoundMs
    return {
      figures: answerFigures(answers),
      broken: isSlow ? [`the carrier waited ${answers.slowestMs} ms for an answer`] : [],
    }
  }

const ends = ['web-redis', 'web-postgres', 'worker-redis', 'worker-postgres'] as const
const otherModes: readonly LinkMode[] = ['reset', 'slow', 'deaf']
const otherMs = 4_000

/** Each link once in each of the other ways in which a network fails. The slowest recovery is told. */
const otherWays: Strike = async (world, { consoles }) => {
  const times: Record<string, number> = {}
  for (const name of ends)
    for (const mode of otherModes) {
      await broken(world, [name], { mode, ms: otherMs })
      times[`${name}:${mode}`] = await secondsToRecover(world, consoles)
    }
  const slow = Object.entries(times).filter(([, seconds]) => !(seconds * 1000 <= settings.recoveryBoundMs))
  return {
    figures: { ways: Object.keys(times).length, slowest_s: Math.max(...Object.values(times)).toFixed(1) },
    broken: slow.map(([way, seconds]) => `${way}: recovery took ${seconds.toFixed(1)} s`),
  }
}

const everybody = ['web', 'worker', 'watchdog'].map((name) => `${name}-postgres`)

export const linkDrills: readonly Drill[] = [
  ...ends.map((name) => underLoad(`cut-${name}`, cut([name], settings.cutMs), { links: true })),
  underLoad('postgres-unreachable', cut(everybody, settings.unreachableMs), { links: true }),
  underLoad('link-ways', otherWays, { links: true }),
]
