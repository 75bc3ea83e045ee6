import { setTimeout as pause } from 'node:timers/promises'
import type { Consoles } from './consoles.ts'
import type { Acknowledged } from './operators.ts'
import * as truth from './truth.ts'
import type { World } from './world.ts'

/** Both sides of the loss ledger, and what contradicts them. The left side is the carrier's own count. */
export type Ledger = {
  came: number
  sides: Record<truth.Side, number>
  /** Came in, or was said yes to, and is not there. */
  lost: string[]
  doubled: string[]
  /** Screens that show just what Postgres says. */
  boards: { agreeing: number; all: number }
  settleSeconds: number
}

/** A drill that has nobody at work leaves these out. */
export type Witnesses = { consoles?: Consoles; acknowledged?: Acknowledged }

const settleWithinMs = 45_000

/** Asks again until everything agrees, as what is under way needs its time; what then still does not is the truth. */
export async function reconcile(world: World, witnesses: Witnesses): Promise<Ledger> {
  const from = performance.now()
  await world.carrier.settled()
  for (;;) {
    const ledger = await compare(world, witnesses)
    const settled = performance.now() - from
    if (isClean(ledger) || settled > settleWithinMs) return { ...ledger, settleSeconds: settled / 1000 }
    await pause(300)
  }
}

export const isClean = ({ lost, doubled, boards }: Omit<Ledger, 'settleSeconds'>): boolean =>
  lost.length === 0 && doubled.length === 0 && boards.agreeing === boards.all

async function compare(
  world: World,
  { consoles, acknowledged }: Witnesses,
): Promise<Omit<Ledger, 'settleSeconds'>> {
  const { came, sides, lost, doubled } = await bothSides(world, truth.cameIn(world))
  const live = await truth.liveInPostgres(world)
  return {
    ...{ came, sides },
    lost: [...lost, ...(await notQueued(world)), ...(await forgotten(world, acknowledged))],
    doubled: [...doubled, ...saidTwice(world, acknowledged)],
    boards: { agreeing: consoles?.agreeing(live) ?? 0, all: consoles?.all.length ?? 0 },
  }
}

/** What came in, by the carrier's own ids, and where each of it stands in Postgres. */
export async function bothSides(
  postgres: truth.Postgres,
  came: readonly string[],
): Promise<Pick<Ledger, 'came' | 'sides' | 'lost' | 'doubled'>> {
  const stood = await truth.standings(postgres)
  return {
    ...{ came: came.length, sides: countSides(stood), lost: notIn(came, stood) },
    doubled: [...twice(came, stood), ...(await truth.contradicted(postgres))],
  }
}

function notIn(came: readonly string[], stood: readonly truth.Stood[]): string[] {
  const standing = new Set(stood.flatMap(({ sid, side }) => (side ? [sid] : [])))
  return came.filter((sid) => !standing.has(sid)).map((sid) => `${sid} came in and stands nowhere`)
}

function twice(came: readonly string[], stood: readonly truth.Stood[]): string[] {
  const known = new Set(came)
  const counts = Map.groupBy(stood, ({ sid }) => sid)
  return [...counts].flatMap(([sid, rows]) => [
    ...(rows.length > 1 ? [`${sid} stands ${rows.length} times`] : []),
    ...(known.has(sid) ? [] : [`${sid} stands here and never came in`]),
  ])
}

function countSides(stood: readonly truth.Stood[]): Record<truth.Side, number> {
  const sides = { waiting: 0, inHand: 0, answered: 0, recovered: 0, closed: 0, owned: 0 }
  for (const { side } of stood) if (side) sides[side] += 1
  return sides
}

/** Whoever waits stands in Redis, in the same order, and nobody else does. */
async function notQueued(world: World): Promise<string[]> {
  const waiting = (await truth.waitingInPostgres(world)).map(({ id }) => id)
  const queued = await truth.waitingInRedis(world)
  const inRedis = new Set(queued)
  const inPostgres = new Set(waiting)
  const absent = waiting.filter((id) => !inRedis.has(id)).map((id) => `${id} waits outside of the queue`)
  const stale = queued
    .filter((id) => !inPostgres.has(id))
    .map((id) => `${id} stands in the queue for nothing`)
  if (absent.length + stale.length > 0) return [...absent, ...stale]
  return waiting.join() === queued.join() ? [] : ['the queue has another order']
}

async function forgotten(world: World, acknowledged: Acknowledged | undefined): Promise<string[]> {
  const undone = await truth.leftUndone(world)
  const jobs = undone.map(({ name, parked }) => `${name} ${parked ? 'parked' : 'not done'}`)
  if (!acknowledged) return jobs
  const sent = truth.sentOut(world)
  const unsent = acknowledged.replies.filter((text) => !sent.has(text)).map((text) => `not sent: ${text}`)
  return [...jobs, ...unsent, ...(await truth.notTrue(world, acknowledged))]
}

function saidTwice(world: World, acknowledged: Acknowledged | undefined): string[] {
  const sent = truth.sentOut(world)
  const replies = acknowledged?.replies.filter((text) => (sent.get(text) ?? 0) > 1) ?? []
  return replies.map((text) => `sent twice: ${text}`)
}
