import { setTimeout as pause } from 'node:timers/promises'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { graceMs } from '@veghe/shared/queue/presence.rules.ts'
import { openConsoles } from '../consoles.ts'
import { type Drill, inWorld, type Result, settled, underLoad } from '../drill.ts'
import { secondsToRecover } from '../recovery.ts'
import { openSeat, type Seat } from '../seat.ts'
import { settings } from '../settings.ts'
import * as truth from '../truth.ts'
import { until, untilTrue } from '../until.ts'
import type { World } from '../world.ts'

const waitingWanted = 200
const holdersWanted = 4
const boundMs = 5_000
const servedNext = 20

/** Somebody with a contact in hand. */
type Holder = Seat & { contactId: ContactId }

/** All of Redis is emptied while 200 wait: the same 200 stand in the same order, and nobody notices. */
const flush: Drill = {
  name: 'flushall',
  run: (stage) => inWorld(stage, {}, flushed),
}

async function flushed(world: World): Promise<Result> {
  const consoles = await openConsoles(world, settings.consoles)
  const holders = await fill(world)
  const before = (await truth.waitingInPostgres(world)).map(({ id }) => id)
  const sockets = consoles.synchronised()

  await world.redis.flushall()
  const recoverySeconds = await until(
    async () => (await truth.waitingInRedis(world)).join() === before.join(),
    boundMs * 3,
  )

  const broken = [
    ...(recoverySeconds * 1000 <= boundMs ? [] : [`the order came back after ${recoverySeconds} s`]),
    ...(consoles.synchronised() === sockets ? [] : ['screens were cut off']),
    ...(await signedOut(holders)),
  ]
  await pause(graceMs + 3_000)
  broken.push(...(await holdersLost(world, holders)))
  for (const holder of holders.slice(0, 1)) broken.push(...(await servedOtherwise(before, holder)))
  const normal = await secondsToRecover(world, consoles)
  for (const { screen } of holders) screen.close()
  const ledger = await settled(world, { consoles })
  const figures = {
    order_s: recoverySeconds.toFixed(1),
    waiting_then: before.length,
    normal_s: normal.toFixed(1),
  }
  return { ledger, recoverySeconds, figures, broken }
}

/** Texts, calls and danger words, until so many wait; some are in hand. */
async function fill(world: World): Promise<Holder[]> {
  const { carrier } = world
  for (let at = 0; at < waitingWanted + holdersWanted; at++) {
    const from = `+40724${String(100_000 + at)}`
    if (at % 10 === 3) await carrier.placeCall({ from })
    else
      await carrier.sendText({
        from,
        body: at % 17 === 5 ? `mă bate acum ${at}` : `Întrebare despre dosar ${at}`,
      })
  }
  const holders: Holder[] = []
  for (let turn = 0; turn < holdersWanted; turn++) {
    const seat = await openSeat(world, turn)
    holders.push({ ...seat, contactId: await seat.takes() })
  }
  await untilTrue(async () => {
    const waiting = (await truth.waitingInPostgres(world)).map(({ id }) => id)
    return waiting.length === waitingWanted && waiting.join() === (await truth.waitingInRedis(world)).join()
  })
  return holders
}

async function signedOut(holders: readonly Holder[]): Promise<string[]> {
  const asked = holders.map(async ({ desk }) => {
    try {
      await desk.asks('identity.me', {})
      return []
    } catch {
      return [`${desk.name} was signed out`]
    }
  })
  return (await Promise.all(asked)).flat()
}

async function holdersLost(world: World, holders: readonly Holder[]): Promise<string[]> {
  const held = await world.sql<{ id: string }>(`select contact_id as id from entries where state = 'held'`)
  const ids = held.map(({ id }) => id)
  return holders.flatMap(({ desk, contactId }) =>
    ids.includes(contactId) ? [] : [`${desk.name} lost the contact in hand`],
  )
}

/** What is served from now on is what stood first before. */
async function servedOtherwise(
  before: readonly string[],
  { takes, answers, contactId }: Holder,
): Promise<string[]> {
  const broken: string[] = []
  await answers(contactId)
  for (const wanted of before.slice(0, servedNext)) {
    const served = await takes()
    if (served !== wanted) broken.push(`${served} was served before ${wanted}`)
    await answers(served)
  }
  return broken
}

export const flushDrills: readonly Drill[] = [
  flush,
  underLoad('flushall-load', async ({ redis }) => {
    await redis.flushall()
    return undefined
  }),
]
