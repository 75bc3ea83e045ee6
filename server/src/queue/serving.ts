import { ContactId, CountyCode, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import { personIn } from '../identity/identity.ts'
import type { World } from '../platform/chapter.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { failureOf } from '../platform/log.ts'
import { connectCaller } from './callers.ts'
import * as store from './entries.store.ts'
import { announce } from './entries.ts'
import { engage, refuseUnlessFree } from './operators.ts'
import { rebuildSoon } from './order.ts'
import * as redis from './queue.redis.ts'

type Held = { contactId: ContactId; version: number }

/** What Redis proposes; null when it has nothing or is not to be asked: Postgres then finds the first itself. */
const Proposed = z
  .object({ contactId: ContactId, version: z.int(), county: CountyCode, token: z.string() })
  .nullable()
type Proposed = z.infer<typeof Proposed>

/** Asks Redis, outside of any transaction, for the entry that fits best, and keeps others off it for a moment. */
export async function propose(world: World, actor: Actor): Promise<Proposed> {
  if (actor.kind !== 'person') return null
  try {
    const found = await redis.lease(world, actor.county, { staffId: actor.staffId, now: world.now() })
    if (found === 'rebuild') rebuildSoon(world, actor.county)
    return typeof found === 'string' ? null : found
  } catch (error) {
    world.log.warn({ err: failureOf(error) }, 'serving without Redis')
    return null
  }
}

/** Nothing came of it: the entry is anybody's again. */
export async function withdraw(world: World, found: unknown): Promise<void> {
  const proposed = Proposed.parse(found)
  if (proposed) await redis.giveBack(world, proposed).catch(() => {}) // the lease ends by itself in five seconds
}

/**
 * Serves the actor the best entry that fits. Postgres decides: what Redis proposed may be taken, or gone, and then
 * the first that truly waits is served instead.
 */
export async function next(ctx: Ctx, found: unknown): Promise<Held> {
  const { staffId, county } = personIn(ctx)
  const at = { staffId, county }
  await refuseUnlessFree(ctx, at)
  const proposed = Proposed.parse(found)
  const offered = proposed && (await store.takeWaiting(ctx, proposed.contactId, staffId))
  if (proposed && !offered) await settleOrder(ctx, proposed)
  const taken = offered ?? (await store.takeFirst(ctx, county, staffId))
  if (!taken) throw new Refusal('queue_empty')
  await engage(ctx, at, taken.contactId)
  return answered(ctx, taken, staffId)
}

/** Redis proposed what does not wait: it is told what Postgres knows. */
async function settleOrder(ctx: Ctx, proposed: NonNullable<Proposed>): Promise<void> {
  const { contactId, county } = proposed
  const [known] = await store.versionsOf(ctx, [contactId])
  if (known?.state === 'waiting') return
  const version = known?.version ?? proposed.version
  const payload = { county, contactId, version }
  ctx.later({ name: 'queue.drop', key: `${contactId}.${version}.stale`, payload, runAt: ctx.now })
}

async function answered(ctx: Ctx, taken: store.Entry, staffId: StaffId): Promise<Held> {
  const { county, contactId, version } = taken
  await ctx.happened('queue.answered', { county, contactId, staffId })
  await announce(ctx, taken)
  await connectCaller(ctx, taken)
  return { contactId, version }
}
