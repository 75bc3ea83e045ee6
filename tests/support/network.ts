import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { type Carrier, startCarrier } from '@veghe/infra/carrier/carrier.ts'
import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { noon, startWorld, type World, type WorldOptions } from './app.ts'

/**
 * The product and a telephone network that knows only its address and its signature. `paceMs` is how long a second
 * of the network takes: longer where a phone must be answered before it stops ringing.
 */
export async function startWithNetwork(
  options: WorldOptions,
  { paceMs = 5 }: { paceMs?: number } = {},
): Promise<{ world: World; network: Carrier }> {
  const dataDir = join(tmpdir(), `veghe-test-${randomUUID()}`)
  mkdirSync(dataDir, { recursive: true })
  const publicUrl = 'http://localhost:1190'
  const startsAt = options.startsAt ?? noon
  const found: { world?: World } = {}
  const network = await startCarrier({
    ...{ account: carrierAccount(dataDir), journalFile: join(dataDir, 'journal.jsonl'), publicUrl },
    target: () => found.world?.url ?? publicUrl,
    now: () => found.world?.now() ?? new Date(startsAt),
    paceMs,
  })
  const world = await startWorld({
    ...options,
    startsAt,
    config: { carrierUrl: network.url, callBackNumber: CALL_BACK_NUMBER, ...options.config, dataDir },
  })
  found.world = world
  return { world, network }
}
