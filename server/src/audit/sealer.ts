import type { World } from '../platform/chapter.ts'
import { openMaster } from '../platform/crypto/master.ts'
import { clientOf } from '../platform/transact.ts'
import { beginningOf, type ChainedFact, sealOver } from './chain.ts'
import { openHeads } from './heads.ts'
import * as store from './seals.store.ts'

/** Enough for a minute of the whole country at its busiest; the rest follows in the next second. */
const mostAtOnce = 2_000

/**
 * Extends each county's chain by what has settled, and writes the new heads outside the database. Facts are
 * committed unchained, so that no command waits for another; this comes after, in one process at a time.
 */
export async function seal(world: World): Promise<void> {
  const added = await world.transact({ kind: 'system' }, async (ctx) => {
    const client = clientOf(ctx)
    if (!(await store.takeSealingLock(client))) return []
    const facts = await store.unsealedFacts(client, mostAtOnce)
    if (facts.length === 0) return []
    const counties = [...new Set(facts.map((fact) => fact.county))]
    const seals = sealsOver(facts, await store.standing(client, counties))
    await store.addSeals(client, seals, ctx.now)
    return seals
  })
  const newest = new Map(added.map((one) => [one.county, one]))
  if (newest.size === 0) return
  const heads = openHeads(world.config.dataDir, openMaster(world.config.masterKey).signing())
  for (const { county, seq, hash } of newest.values()) heads.keep({ county, seq, hash, at: world.now() })
}

function sealsOver(facts: readonly ChainedFact[], standing: ReadonlyMap<string, store.Seal>): store.Seal[] {
  const ends = new Map(standing)
  return facts.map((fact) => {
    const { county, id: factId, tx } = fact
    const before = ends.get(county)
    const hash = sealOver(before?.hash ?? beginningOf(county), fact)
    const next = { county, factId, tx, hash, seq: (before?.seq ?? 0) + 1 }
    ends.set(county, next)
    return next
  })
}
