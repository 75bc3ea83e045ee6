import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fallbackDocument } from '@veghe/server/telephony/twiml.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { freePort } from '../../../infra/embedded/ports.ts'
import { openConsoles } from '../consoles.ts'
import { type Drill, inWorld, type Result, settled } from '../drill.ts'
import { secondsToRecover } from '../recovery.ts'
import { openSeat, type Seat } from '../seat.ts'
import { until, untilTrue } from '../until.ts'
import { notReconciled, whereabouts } from '../whereabouts.ts'
import type { World } from '../world.ts'

const screens = 10
const live = 20
/** So far apart that their waiting documents fall due all the time. */
const apartMs = 700
const talking = 6
const justTaken = 2
const outageMs = 12_000
const reconciledWithinMs = 60_000

/** Web and worker are killed with twenty calls on the line, and everybody outside goes on as people do. */
const liveCalls: Drill = {
  name: 'live-calls',
  run: async (stage) => {
    const fallback = await openFallback()
    try {
      return await inWorld(stage, { elsewhere: fallback.url }, restarted)
    } finally {
      fallback.close()
    }
  },
}

async function restarted(world: World): Promise<Result> {
  const consoles = await openConsoles(world, screens)
  const seats: Seat[] = []
  for (let turn = 0; turn < talking + justTaken; turn++) seats.push(await openSeat(world, turn))
  const calls = await ring(world, '+4073300', live)
  const conversations = await converse(world, seats.slice(0, talking))
  for (const seat of seats.slice(talking)) await seat.takes()

  const parts = [...world.webs, world.worker]
  await Promise.all(parts.map((part) => part.kill9()))
  const downAt = performance.now()
  const late = await goOnMeanwhile(world, conversations)
  await pause(Math.max(0, outageMs - (performance.now() - downAt)))
  await Promise.all(parts.map((part) => part.start()))
  const outageSeconds = (performance.now() - downAt) / 1000

  const all = [...calls, ...late]
  const isReconciled = async () => (await notReconciled(world, all)).length === 0
  const [seconds, recoverySeconds] = await Promise.all([
    until(isReconciled, reconciledWithinMs),
    secondsToRecover(world, consoles),
  ])
  const wrong = await notReconciled(world, all)
  const goesOn = await nextIsServed(world, seats[0], conversations[0])
  for (const { screen } of seats) screen.close()
  const ledger = await settled(world, { consoles })
  const right = (sids: readonly string[]) =>
    `${sids.filter((sid) => !wrong.some((one) => one.sid === sid)).length}/${sids.length}`
  return {
    ...{ ledger, recoverySeconds },
    figures: {
      ...{ outage_s: outageSeconds.toFixed(1), live, reconciled: right(calls), rang_meanwhile: right(late) },
      reconciled_s: seconds.toFixed(1),
    },
    broken: [...wrong.map(({ sid, what }) => `${sid} ${what}`), ...goesOn],
  }
}

/** They call one after another. Gives the network's ids of the calls. */
async function ring({ carrier }: World, numbers: string, count: number): Promise<string[]> {
  const sids: string[] = []
  for (let at = 0; at < count; at++) {
    sids.push((await carrier.placeCall({ from: `${numbers}${String(1000 + at)}` })).sid)
    await pause(apartMs)
  }
  return sids
}

/** Each takes one, and the caller stands in the conference. */
async function converse(world: World, seats: readonly Seat[]): Promise<ContactId[]> {
  const contactIds: ContactId[] = []
  for (const seat of seats) contactIds.push(await seat.takes())
  const inRooms = () => [...whereabouts(world).values()].filter((place) => place === 'room').length
  await untilTrue(() => inRooms() === contactIds.length)
  return contactIds
}

/** Two who were talking and three who were waiting hang up; four more ring, and one of them hangs up again. */
async function goOnMeanwhile(world: World, conversations: readonly ContactId[]): Promise<string[]> {
  const { carrier, sql } = world
  const rows = await sql<{ sid: string }>(
    'select call_sid as sid from contacts where id = any($1::uuid[]) order by received_at',
    [conversations],
  )
  const talkers = rows.map(({ sid }) => sid)
  const waiters = [...whereabouts(world)].flatMap(([sid, place]) => (place === 'parked' ? [sid] : []))
  await pause(1_000)
  for (const sid of [...talkers.slice(0, 2), ...waiters.slice(-3)]) await carrier.hangUp({ sid })
  const late = await ring(world, '+4073400', 4)
  await carrier.hangUp({ sid: late[0] ?? '' })
  return late
}

/** Whose caller has hung up ends the contact, takes the next, and is with them. */
async function nextIsServed(
  world: World,
  seat: Seat | undefined,
  over: ContactId | undefined,
): Promise<string[]> {
  if (!seat || !over) return ['nobody was talking']
  await seat.answers(over)
  const contactId = await seat.takes()
  const [call] = await world.sql<{ sid: string }>('select call_sid as sid from contacts where id = $1', [
    contactId,
  ])
  const seconds = await until(() => whereabouts(world).get(call?.sid ?? '') === 'room', 10_000)
  return Number.isNaN(seconds) ? ['the next caller was not connected'] : []
}

/**
 * What the carrier keeps for the case that nobody of ours answers: our own fallback document, word for word. Every
 * other request finds nobody there.
 */
async function openFallback(): Promise<{ url: string; close: () => void }> {
  const port = await freePort()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/twilio/fallback'))
      response.setHeader('content-type', 'text/xml').end(fallbackDocument({ onNeutralLine: false }))
    else request.socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export const liveCallDrills: readonly Drill[] = [liveCalls]
