import { randomInt } from 'node:crypto'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { type Consoles, openConsoles } from '../consoles.ts'
import { type Desk, openDesk } from '../desk.ts'
import { type Drill, inWorld, type Result, settled } from '../drill.ts'
import { settings } from '../settings.ts'
import * as truth from '../truth.ts'
import { until, untilTrue } from '../until.ts'
import type { World } from '../world.ts'

const screens = 20
/** Most races are for one contact; in every tenth three wait, and the others get the next. */
const seldom = 10
const toldWithinMs = 1_000
const watchEvery = 50

/** Two to eight operators, on two webs, ask at the same instant. */
const races: Drill = {
  name: 'races',
  run: (stage) => inWorld(stage, { webs: 2 }, raced),
}

type Taken = { desk: Desk; contactId: ContactId }
type Tally = { wins: number; refusals: number; broken: string[]; slowestMs: number }

async function raced(world: World): Promise<Result> {
  const consoles = await openConsoles(world, screens)
  const desks = world.stage.staff.operators.map((member, turn) =>
    openDesk(member, { urls: () => world.webUrls(turn), origin: world.origin }),
  )
  for (const desk of desks) await desk.does('queue.setStatus', { status: 'available' })
  const tally: Tally = { wins: 0, refusals: 0, broken: [], slowestMs: 0 }
  const from = performance.now()
  const few = Math.floor(settings.races / seldom)
  await waits(world, 1)
  for (let race = 0; race < settings.races - few; race++)
    await hold(consoles, tally, { race, desks, waiting: 1 })
  await waits(world, 2)
  for (let race = 0; race < few; race++) await hold(consoles, tally, { race, desks, waiting: 3 })
  const ledger = await settled(world, { consoles })
  const { wins, refusals, broken, slowestMs } = tally
  const figures = {
    ...{ races: settings.races, wins, refusals, told_ms: Math.round(slowestMs) },
    races_s: Math.round((performance.now() - from) / 1000),
  }
  return { ledger, recoverySeconds: 0, figures, broken }
}

async function waits(world: World, more: number): Promise<void> {
  const before = (await truth.waitingInRedis(world)).length
  for (let at = 0; at < more; at++)
    await world.carrier.sendText({ from: `+40725${100_000 + before + at}`, body: 'Întrebare' })
  await untilTrue(async () => (await truth.waitingInRedis(world)).length === before + more)
}

type Race = { race: number; desks: readonly Desk[]; waiting: number }

async function hold(consoles: Consoles, tally: Tally, { race, desks, waiting }: Race): Promise<void> {
  const runners = desks.toSorted(() => Math.random() - 0.5).slice(0, randomInt(2, 9))
  const results = await Promise.all(runners.map(ask))
  const taken = results.filter((result) => typeof result !== 'string')
  const refused = results.filter((result) => typeof result === 'string')
  const ids = new Set(taken.map(({ contactId }) => contactId))
  const wanted = Math.min(waiting, runners.length)
  if (ids.size !== taken.length) tally.broken.push(`race ${race}: one contact was given twice`)
  if (taken.length !== wanted)
    tally.broken.push(`race ${race}: ${taken.length} winners for ${waiting} waiting`)
  for (const code of refused)
    if (code !== 'queue_empty') tally.broken.push(`race ${race}: refused as ${code}`)
  tally.wins += taken.length
  tally.refusals += refused.length
  if (race % watchEvery === 0) await watch(consoles, tally, taken)
  await Promise.all(
    taken.map(({ desk, contactId }) => desk.does('queue.release', { contactId, reason: 'technical' })),
  )
}

async function ask(desk: Desk): Promise<Taken | string> {
  try {
    return { desk, contactId: (await desk.does('queue.next', {})).contactId }
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Everybody who looks is told who has it. */
async function watch(consoles: Consoles, tally: Tally, taken: readonly Taken[]): Promise<void> {
  for (const { contactId } of taken) {
    const seconds = await until(
      () => consoles.all.every((one) => one.row(contactId)?.state === 'held'),
      toldWithinMs * 5,
    )
    tally.slowestMs = Math.max(tally.slowestMs, seconds * 1000)
    if (!(seconds * 1000 <= toldWithinMs))
      tally.broken.push(`the screens heard of ${contactId} after ${seconds} s`)
  }
}

export const raceDrills: readonly Drill[] = [races]
