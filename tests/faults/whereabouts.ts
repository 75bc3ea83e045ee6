import type { World } from './world.ts'

/** Where a caller is, by the carrier's own journal. `between`: sent on, and not there yet. */
export type Place = 'between' | 'parked' | 'room' | 'over'

const ends: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

/** Of every call to the line, by the carrier's ids. */
export function whereabouts({ carrier }: World): Map<string, Place> {
  const places = new Map<string, Place>()
  const moves = (sid: string, place: Place) => {
    if (places.has(sid) && places.get(sid) !== 'over') places.set(sid, place)
  }
  for (const entry of carrier.journal()) {
    if (entry.what === 'call.placed' && entry.direction === 'inbound') places.set(entry.sid, 'between')
    if (entry.what === 'call.queued') moves(entry.sid, 'parked')
    if (entry.what === 'room.joined') moves(entry.sid, 'room')
    if (entry.what === 'call.unqueued' || entry.what === 'room.left') moves(entry.sid, 'between')
    if (entry.what === 'call.status' && ends.includes(entry.status)) moves(entry.sid, 'over')
  }
  return places
}

type Row = {
  sid: string
  callState: string
  state: string
  live: boolean
  ending: string | null
  owed: number
}

/** Of these calls, those that stand in Postgres otherwise than with the carrier, and how. */
export async function notReconciled(
  world: World,
  sids: readonly string[],
): Promise<{ sid: string; what: string }[]> {
  const rows = await world.sql<Row>(
    `select c.call_sid as sid, c.call_state as "callState", e.state, e.live, e.ending,
      (select count(*)::int from call_backs b where b.contact_id = c.id and b.state = 'open') as owed
      from contacts c join entries e on e.contact_id = c.id where c.call_sid = any($1)`,
    [sids],
  )
  const places = whereabouts(world)
  return sids.flatMap((sid) => {
    const place = places.get(sid) ?? 'between'
    const own = rows.filter((row) => row.sid === sid)
    const [row] = own
    if (own.length === 1 && row && agrees(place, row)) return []
    const stands = row ? [row.state, row.ending, row.callState, row.live, row.owed].join(' ') : 'nowhere'
    return [{ sid, what: `is ${place} with the carrier and stands ${own.length} times: ${stands}` }]
  })
}

function agrees(place: Place, { callState, state, live, ending, owed }: Row): boolean {
  const isUnheard = callState === 'ringing' || callState === 'waiting'
  if (place === 'parked') return state === 'waiting' && live && isUnheard
  if (place === 'room') return state === 'held' && live && callState === 'connected'
  const isOwned = state === 'held' || (ending === 'abandoned' && owed === 1)
  return place === 'over' && callState === 'ended' && !live && isOwned
}
