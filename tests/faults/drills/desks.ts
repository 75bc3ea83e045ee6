import { randomInt, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { openConsoles } from '../consoles.ts'
import { type Drill, inWorld, type Result, type Struck, settled, underLoad } from '../drill.ts'
import { secondsToRecover } from '../recovery.ts'
import { openSeat, type Seat } from '../seat.ts'
import * as truth from '../truth.ts'
import { until, untilTrue } from '../until.ts'
import type { World } from '../world.ts'

const screens = 10
const rounds = 30

/** Served, but the answer is lost on the way: asked again under the same key, the product says the same. */
async function lostAnswers(world: World): Promise<Struck> {
  const broken: string[] = []
  const seat = await openSeat(world, world.stage.staff.operators.length - 1)
  for (let round = 0; round < rounds; round++) {
    const key = randomUUID()
    askAndHangUp(world, seat, { key, afterMs: randomInt(0, 25) })
    await pause(randomInt(0, 60))
    const first = await seat.desk.does('queue.next', {}, key)
    const again = await seat.desk.does('queue.next', {}, key)
    const held = await heldBy(world, seat)
    if (first.contactId !== again.contactId) broken.push(`round ${round}: two answers to one question`)
    if (held.join() !== first.contactId)
      broken.push(`round ${round}: told ${first.contactId}, holds ${held.join()}`)
    await seat.answers(first.contactId)
  }
  seat.screen.close()
  return { figures: { rounds }, broken }
}

function askAndHangUp(
  world: World,
  { desk }: Seat,
  { key, afterMs }: { key: string; afterMs: number },
): void {
  const headers = { 'content-type': 'application/json', origin: world.origin, cookie: desk.cookie }
  const asked = request(`${world.webUrls()[0]}/api/queue.next`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': key },
  })
  asked.on('error', () => {})
  asked.end('{}')
  setTimeout(() => asked.destroy(), afterMs)
}

async function heldBy({ sql }: World, { desk }: Seat): Promise<string[]> {
  const { staffId } = await desk.asks('identity.me', {})
  const rows = await sql<{ id: string }>(
    `select contact_id as id from entries where state = 'held' and holder_id = $1`,
    [staffId],
  )
  return rows.map(({ id }) => id)
}

/** A caller whose operator is gone hears so, and stands at the front, within so much of the page being gone. */
const toldBoundMs = 4_000
const frontBoundMs = 5_000
const messageBoundMs = 26_000
const draft = 'Mara, 7 ani, la bunica'

/** The page of somebody who holds a contact is gone. A caller is everybody's after three seconds, a text after twenty. */
const consoleDies: Drill = {
  name: 'console-dies',
  run: (stage) =>
    inWorld(stage, {}, async (world): Promise<Result> => {
      const consoles = await openConsoles(world, screens)
      const [ana, ben] = [await openSeat(world, 0), await openSeat(world, 1)]
      const call = await callDropped(world, ana, ben)
      const text = await textReturned(world, ana)
      const recoverySeconds = await secondsToRecover(world, consoles)
      for (const { screen } of [ana, ben]) screen.close()
      const ledger = await settled(world, { consoles })
      const figures = {
        ...{ told_s: call.toldSeconds.toFixed(1), call_back_s: call.seconds.toFixed(1) },
        text_back_s: text.seconds.toFixed(1),
      }
      return { ledger, recoverySeconds, figures, broken: [...call.broken, ...text.broken] }
    }),
}

type Found = { seconds: number; broken: string[] }

async function callDropped(world: World, ana: Seat, ben: Seat): Promise<Found & { toldSeconds: number }> {
  const { sid } = await world.carrier.placeCall({ from: '+40731000001' })
  for (let at = 0; at < 5; at++) await world.carrier.placeCall({ from: `+4073100001${at}` })
  const contactId = await ana.takes()
  const before = await standingOf(world, contactId)
  await ana.desk.does('intake.saveForm', { contactId, fields: { child_name: draft } })
  await untilTrue(() => heardIn(world, 'room.joined'))
  await pause(2_500)
  const said = timesStaying(world, sid)
  ana.screen.close()
  const [seconds, toldSeconds] = await Promise.all([
    until(async () => (await truth.waitingInRedis(world))[0] === contactId, frontBoundMs * 2),
    until(() => timesStaying(world, sid) > said, toldBoundMs * 2),
  ])
  const after = await standingOf(world, contactId)
  const taken = await ben.takes()
  const { form } = await ben.desk.asks('intake.contact', { contactId: taken })
  const broken = [
    ...(seconds * 1000 <= frontBoundMs ? [] : [`the caller stood first after ${seconds.toFixed(1)} s`]),
    ...(toldSeconds * 1000 <= toldBoundMs ? [] : [`the caller was told after ${toldSeconds.toFixed(1)} s`]),
    ...(after?.received === before?.received ? [] : ['the call lost the time it came in']),
    ...(taken === contactId ? [] : ['somebody else was served first']),
    ...(form.child_name === draft ? [] : ['what was typed is gone']),
  ]
  await ben.answers(taken)
  return { seconds, toldSeconds, broken }
}

async function textReturned(world: World, ana: Seat): Promise<Found> {
  const seat = await openSeat(world, 2)
  await everybodyServed(seat)
  await world.carrier.sendText({ from: '+40731000020', body: 'Întrebarea mea de dimineață' })
  await pause(1_000)
  await world.carrier.sendText({ from: '+40731000021', body: 'Altă întrebare' })
  await untilTrue(async () => (await truth.waitingInRedis(world)).length === 2)
  const before = await truth.waitingInRedis(world)
  const contactId = await seat.takes()
  await pause(2_500)
  seat.screen.close()
  const isBack = async () => (await standingOf(world, contactId))?.state === 'waiting'
  const seconds = await until(isBack, messageBoundMs * 2)
  await until(async () => (await truth.waitingInRedis(world)).length === 2, frontBoundMs)
  const isOrdered = (await truth.waitingInRedis(world)).join() === before.join()
  const lost = await ana.desk.asks('queue.board', {})
  const broken = [
    ...(seconds * 1000 <= messageBoundMs ? [] : [`the text was nobody’s for ${seconds.toFixed(1)} s`]),
    ...(isOrdered ? [] : ['the text lost its place']),
    ...(lost.some(({ id, holder }) => id === contactId && holder) ? ['somebody still holds the text'] : []),
  ]
  return { seconds, broken }
}

/** Everybody who waits is answered. */
async function everybodyServed(seat: Seat): Promise<void> {
  for (;;) {
    const board = await seat.desk.asks('queue.board', {})
    if (!board.some(({ state }) => state === 'waiting')) return
    await seat.answers(await seat.takes())
  }
}

async function standingOf({ sql }: World, contactId: ContactId) {
  const [row] = await sql<{ state: string; received: string }>(
    'select state, received_at::text as received from entries where contact_id = $1',
    [contactId],
  )
  return row
}

const heardIn = ({ carrier }: World, what: string): boolean =>
  carrier.journal().some((entry) => entry.what === what)

/** How often the caller was asked to stay: each who waits is, and so is one who was with somebody and is alone now. */
const timesStaying = ({ carrier }: World, sid: string): number =>
  carrier
    .journal()
    .filter(
      ({ what, ...of }) =>
        what === 'call.heard' && 'text' in of && of.sid === sid && of.text.includes('Rămâneți cu noi'),
    ).length

/** Two windows of one person, one closed, one loaded anew: one presence, and the caller stays with them. */
const twoTabs: Drill = {
  name: 'two-tabs',
  run: (stage) =>
    inWorld(stage, {}, async (world): Promise<Result> => {
      const consoles = await openConsoles(world, screens)
      const seat = await openSeat(world, 0)
      await world.carrier.placeCall({ from: '+40732000001' })
      const contactId = await seat.takes()
      const broken = await shuffleWindows(world, seat, contactId)
      const people = await seat.desk.asks('queue.operators', {})
      if (people.length !== 1) broken.push(`${people.length} operators are shown`)
      const recoverySeconds = await secondsToRecover(world, consoles)
      const ledger = await settled(world, { consoles })
      return { ledger, recoverySeconds, figures: { windows: 4 }, broken }
    }),
}

/** Longer than a caller would be left alone. */
const longMs = 7_000

async function shuffleWindows(world: World, seat: Seat, contactId: ContactId): Promise<string[]> {
  const isHeld = async () => (await standingOf(world, contactId))?.state === 'held'
  const broken: string[] = []
  const second = seat.window()
  await untilTrue(() => second.isSynchronised())
  await pause(2_500)
  seat.screen.close()
  await pause(longMs)
  if (!(await isHeld())) broken.push('the caller was taken away though one window was open')
  second.close()
  await pause(800)
  const third = seat.window()
  await untilTrue(() => third.isSynchronised())
  await pause(longMs)
  if (!(await isHeld())) broken.push('the caller was taken away by a reload')
  third.close()
  return broken
}

export const deskDrills: readonly Drill[] = [underLoad('lost-answers', lostAnswers), consoleDies, twoTabs]
