import { setTimeout as pause } from 'node:timers/promises'
import type { Consoles } from './consoles.ts'
import { isKnownToRedis } from './truth.ts'
import type { World } from './world.ts'

const everyMs = 200
const lookMs = 20
const giveUpMs = 60_000

let sent = 0

/**
 * Seconds from now until a contact that comes in reaches the queue in Redis and every screen. One is sent five times a
 * second, since those sent too early may only arrive by way of the carrier's list. NaN when none did in a minute.
 */
export async function secondsToRecover(world: World, consoles: Consoles): Promise<number> {
  const from = performance.now()
  const probes: string[] = []
  let nextAt = 0
  while (performance.now() - from < giveUpMs) {
    if (performance.now() >= nextAt) {
      nextAt = performance.now() + everyMs
      probes.push(sendProbe(world))
    }
    for (const probe of probes)
      if (await hasArrived(world, consoles, probe)) return (performance.now() - from) / 1000
    await pause(lookMs)
  }
  return Number.NaN
}

function sendProbe({ carrier }: World): string {
  sent += 1
  const body = `Sondă ${sent}: mulțumesc`
  void carrier.sendText({ from: `+40723${String(100_000 + sent).padStart(6, '0')}`, body })
  return body
}

async function hasArrived(world: World, consoles: Consoles, opening: string): Promise<boolean> {
  const { count, id } = consoles.showing(opening)
  if (!id || count < consoles.all.length || consoles.synchronised() < consoles.all.length) return false
  return isKnownToRedis(world, id)
}
