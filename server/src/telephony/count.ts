import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { World } from '../platform/chapter.ts'
import { failureOf } from '../platform/log.ts'
import { sidsIn } from './browser-calls.store.ts'
import { countyOfLine } from './lines.ts'
import { carrierOf } from './reach.ts'
import { textSidsIn } from './web-chats.store.ts'

/** `county` is that of the line it came in on. */
type Counted = { sid: string; at: Date; county: CountyCode }

/** The carrier's list is long and every console shows the sum: one look serves them all for a while. */
const freshForMs = 10_000
const seen = new WeakMap<World['config'], { at: number; since: number; listed: Promise<Counted[] | null> }>()

/**
 * The carrier's own ids of the calls and texts that came in, whatever the county, and those of a county's calls and
 * texts from browsers. Null when it cannot be asked: our own tables must never stand in for it.
 */
export async function inbound(
  world: World,
  county: CountyCode,
  period: { from: Date; to: Date },
): Promise<Pick<Counted, 'sid' | 'county'>[] | null> {
  const now = world.now().getTime()
  const known = seen.get(world.config)
  const isFresh = known && now - known.at < freshForMs && known.since <= period.from.getTime()
  const listed = isFresh ? known.listed : list(world, period.from)
  if (!isFresh) seen.set(world.config, { at: now, since: period.from.getTime(), listed })
  const [found, fromBrowsers] = await Promise.all([
    listed,
    world.transact({ kind: 'system' }, async (ctx) => [
      ...(await sidsIn(ctx, county, period)),
      ...(await textSidsIn(ctx, county, period)),
    ]),
  ])
  if (!found) return null
  const carried = found.filter(({ at }) => at >= period.from && at < period.to)
  return [...carried, ...fromBrowsers.map((sid) => ({ sid, county }))]
}

async function list(world: World, since: Date): Promise<Counted[] | null> {
  const carrier = carrierOf(world)
  try {
    const [calls, messages] = await Promise.all([carrier.callsSince(since), carrier.messagesSince(since)])
    const came = [
      ...calls.map(({ sid, direction, startedAt, to }) => ({ sid, direction, at: startedAt, to })),
      ...messages.map(({ sid, direction, createdAt, to }) => ({ sid, direction, at: createdAt, to })),
    ].filter(({ direction }) => direction === 'in')
    return came.map(({ sid, at, to }) => ({ sid, at, county: countyOfLine(world.config, { called: to }) }))
  } catch (error) {
    world.log.debug({ err: failureOf(error) }, 'carrier could not be asked for its count')
    return null
  }
}
