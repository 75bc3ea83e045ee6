import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { graceMs, isAbandonedByScreen, type Screens } from '@veghe/shared/queue/presence.rules.ts'
import type { Presence, World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { failureOf } from '../platform/log.ts'
import { type HeldEntry, heldEntries } from './entries.store.ts'
import { noteSeen, seenTimes } from './operators.store.ts'
import * as redis from './presence.redis.ts'
import { returnFromScreen } from './serving.ts'

const system = { kind: 'system' } as const

/** A process that is being stopped closes its sockets itself: nobody has left, they come back elsewhere. */
const stopping = new WeakSet<World>()

export async function stop(world: World): Promise<void> {
  stopping.add(world)
}

/** A screen is there. While Redis is away, Postgres keeps it in mind, so that nobody loses a contact for our fault. */
export async function present(world: World, { actor, socketId }: Presence): Promise<void> {
  const { county, staffId } = actor
  try {
    await redis.noteBeat(world, county, { staffId, socketId, at: world.now() })
  } catch {
    await world.transact(actor, (ctx) => noteSeen(ctx, { staffId, county }))
  }
}

export async function left(world: World, { actor, socketId }: Presence): Promise<void> {
  if (stopping.has(world)) return
  const { county, staffId } = actor
  await redis.noteLeft(world, county, { staffId, socketId, at: world.now() })
}

/** Until when this process judges nobody: it has just begun, or could not hear for a while. */
const judgesFrom = new WeakMap<World, Date>()

/** Takes contacts back from holders whose screens are gone. */
export async function returnAbandoned(world: World): Promise<void> {
  const held = await world.transact(system, (ctx) => heldEntries(ctx))
  for (const [county, entries] of Map.groupBy(held, (entry) => entry.county)) {
    const gone = await world.transact(system, (ctx) => abandoned(world, ctx, { county, entries }), {
      scope: county,
    })
    for (const entry of gone) await world.transact(system, (ctx) => returnFromScreen(ctx, entry))
  }
}

type OfCounty = { county: CountyCode; entries: readonly HeldEntry[] }

async function abandoned(world: World, ctx: Ctx, { county, entries }: OfCounty): Promise<HeldEntry[]> {
  const now = world.now()
  const screens = await screensOf(world, ctx, { county, entries })
  if (!screens) return []
  return entries.filter((entry) => {
    const known = screens.get(entry.holderId) ?? { heardAt: null, leftAt: null }
    return isAbandonedByScreen(entry, known, now)
  })
}

/** Null while nobody can be judged: Redis is away, or forgot, or has not been heard for long enough since. */
async function screensOf(
  world: World,
  ctx: Ctx,
  { county, entries }: OfCounty,
): Promise<Map<StaffId, Screens> | null> {
  const now = world.now()
  const said = await redis.readPresence(world, county, now).catch((error: unknown) => {
    world.log.warn({ err: failureOf(error) }, 'presence not known')
    return null
  })
  if (!said) judgesFrom.set(world, after(now, graceMs))
  const from = judgesFrom.get(world) ?? after(now, graceMs)
  judgesFrom.set(world, from)
  if (!said?.isWhole || said.graceUntil > now || from > now) return null

  const holders = entries.map(({ holderId }) => holderId)
  const seen = await seenTimes(ctx, holders)
  return new Map(
    holders.map((staffId) => {
      const { heardAt, leftAt } = redis.screensIn(said, staffId)
      return [staffId, { heardAt: latest(heardAt, seen.get(staffId) ?? null, leftAt), leftAt }]
    }),
  )
}

/** What Postgres noted counts if it is news: newer than the last that Redis knows. */
function latest(heardAt: Date | null, seenAt: Date | null, leftAt: Date | null): Date | null {
  if (!seenAt || (leftAt && leftAt > seenAt)) return heardAt
  return heardAt && heardAt > seenAt ? heardAt : seenAt
}
