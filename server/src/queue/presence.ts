import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, between, seconds } from '@veghe/shared/kernel/time.ts'
import { graceMs, isAbandonedByScreen, type Screens } from '@veghe/shared/queue/presence.rules.ts'
import type { Presence, World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { endUnanswered } from './consulting.ts'
import { type HeldEntry, heldEntries } from './entries.store.ts'
import { returnFromScreen } from './moving.ts'
import { noteSeen, seenTimes } from './operators.store.ts'
import * as redis from './presence.redis.ts'

const system = { kind: 'system' } as const

/** A process that is being stopped closes its sockets itself: nobody has left, they come back elsewhere. */
const stopping = new WeakSet<World>()

export async function stop(world: World): Promise<void> {
  stopping.add(world)
}

/** A screen is there. While Redis is away, Postgres notes it of holders, so that nobody loses a contact for our fault. */
export async function present(world: World, { actor, socketId, contactId }: Presence): Promise<void> {
  const { county, staffId } = actor
  try {
    await redis.noteBeat(world, county, { staffId, socketId, at: world.now() })
  } catch {
    if (contactId) await world.transact(actor, (ctx) => noteSeen(ctx, { staffId, county }))
  }
}

export async function left(world: World, { actor, socketId }: Presence): Promise<void> {
  if (stopping.has(world)) return
  const { county, staffId } = actor
  await redis.noteLeft(world, county, { staffId, socketId, at: world.now() })
}

/** Longer between two rounds than this, the process stood still or its clock was moved: it heard nobody meanwhile. */
const mostBetweenMs = seconds(5)

/** When this process last listened, and since when it has without a break. */
const listening = new WeakMap<World, { at: Date; since: Date }>()

function listeningSince(world: World, now: Date, couldHear: boolean): Date {
  const before = listening.get(world)
  const gap = before ? between(before.at, now) : Number.POSITIVE_INFINITY
  const isDeaf = !couldHear || gap < 0 || gap > mostBetweenMs
  const since = before && !isDeaf ? before.since : now
  listening.set(world, { at: now, since })
  return since
}

/** Takes contacts back from holders whose screens are gone. */
export async function returnAbandoned(world: World): Promise<void> {
  const now = world.now()
  const held = await world.transact(system, (ctx) => heldEntries(ctx))
  const byCounty = Map.groupBy(held, (entry) => entry.county)
  const said = await hear(world, [...byCounty.keys()], now)
  const listened = listeningSince(world, now, said !== null)
  if (!said) return
  for (const [county, entries] of byCounty) {
    const heard = said.get(county)
    if (!heard?.isWhole) continue
    const hearingSince = latest(listened, after(heard.graceUntil, -graceMs))
    const seen = await world.transact(
      system,
      (ctx) =>
        seenTimes(
          ctx,
          entries.map(({ holderId }) => holderId),
        ),
      { scope: county },
    )
    const gone = entries.filter((entry) =>
      isAbandonedByScreen(entry, screensOf(entry, heard, seen), { now, hearingSince }),
    )
    for (const entry of gone) await world.transact(system, (ctx) => returnFromScreen(ctx, entry))
    const alone = entries.filter((entry) => isColleagueGone(entry, heard, { now, hearingSince }))
    for (const entry of alone) await world.transact(system, (ctx) => endUnanswered(ctx, entry, 'gone'))
  }
}

/** A colleague who was asked is believed gone as a holder with somebody on the line is. */
function isColleagueGone(
  { colleagueId, consultSince }: HeldEntry,
  heard: Heard,
  when: { now: Date; hearingSince: Date },
): boolean {
  if (!colleagueId || !consultSince) return false
  return isAbandonedByScreen(
    { live: true, heldSince: consultSince },
    redis.screensIn(heard, colleagueId),
    when,
  )
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b)

type Heard = Awaited<ReturnType<typeof redis.readPresence>>

/** Null while Redis is away: then nobody is judged. */
async function hear(world: World, counties: CountyCode[], now: Date): Promise<Map<CountyCode, Heard> | null> {
  try {
    const said = counties.map(
      async (county) => [county, await redis.readPresence(world, county, now)] as const,
    )
    return new Map(await Promise.all(said))
  } catch (error) {
    world.log.warn({ err: failureOf(error) }, 'presence not known')
    return null
  }
}

/** What Postgres noted while Redis was away counts if it is newer than the last that Redis knows. */
function screensOf({ holderId }: HeldEntry, heard: Heard, seen: ReadonlyMap<StaffId, Date>): Screens {
  const { heardAt, leftAt } = redis.screensIn(heard, holderId)
  const seenAt = seen.get(holderId)
  if (!seenAt || (leftAt && leftAt > seenAt) || (heardAt && heardAt > seenAt)) return { heardAt, leftAt }
  return { heardAt: seenAt, leftAt }
}
