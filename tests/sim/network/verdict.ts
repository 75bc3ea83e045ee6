import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Call } from './calls.ts'
import type { Story } from './story.ts'

/** How a call stands in the product. */
type Stands = {
  sid: string
  id: ContactId
  callState: string
  isClosed: boolean
  state: 'waiting' | 'held' | 'ended' | null
  live: boolean
  ending: string | null
  holder: StaffId | null
  wasAnswered: boolean
  engaged: StaffId[]
  owed: number
  received: number
  entered: number
}

const standing = `select c.call_sid as sid, c.id, c.call_state as "callState", c.closed_at is not null as "isClosed",
    e.state, e.live, e.ending, e.holder_id as holder, e.answered_at is not null as "wasAnswered",
    array(select staff_id from operator_states o where o.contact_id = c.id) as engaged,
    (select count(*)::int from call_backs b where b.contact_id = c.id and b.state = 'open') as owed,
    (select count(*)::int from facts f where f.contact_id = c.id and f.kind = 'intake.received') as received,
    (select count(*)::int from facts f where f.contact_id = c.id and f.kind = 'queue.entered') as entered
  from contacts c left join entries e on e.contact_id = c.id where c.call_sid = any($1)`

/** Everything in which the product and the network, or the product and its own word, do not agree. */
export async function troubles(story: Story): Promise<string[]> {
  const { network, stage, post } = story
  const rows = await stage.sql<Stands>(standing, [network.calls.map(({ leg }) => leg.sid)])
  const found = network.calls.flatMap((call, at) => {
    const own = rows.filter(({ sid }) => sid === call.leg.sid)
    const [row] = own
    const wrong = own.length !== 1 || !row ? [`stands ${own.length} times`] : wrongIn(story, call, row)
    return wrong.map((what) => `call ${at + 1} (${call.place}): ${what}`)
  })
  return [...found, ...post.failures, ...(await strangers(story))]
}

function wrongIn(story: Story, call: Call, row: Stands): string[] {
  const goesOn = call.place !== 'over'
  return [
    ...(row.received === 1 ? [] : [`was received ${row.received} times`]),
    ...(row.entered === 1 ? [] : [`entered the queue ${row.entered} times`]),
    ...wrongHands(story, row),
    ...wrongDebt(story, row),
    ...(goesOn ? wrongWhileLive(call, row) : wrongWhenOver(row)),
  ]
}

/** One holder at most, and the one who was told so. */
function wrongHands({ held, loose, closed, everHeld }: Story, row: Stands): string[] {
  const { id, state, holder, engaged } = row
  const told = held.get(id)
  const theirs = state === 'held' && holder ? [holder] : []
  return [
    ...(engaged.join() === theirs.join() ? [] : [`held by ${theirs.join()} and ${engaged.join()} are in it`]),
    ...(told && holder !== told ? ['is not with the operator who was told that it is theirs'] : []),
    ...(state === 'held' && !told && loose.get(id) !== holder
      ? ['is held by somebody who was not told']
      : []),
    ...(row.wasAnswered === everHeld.has(id)
      ? []
      : [row.wasAnswered ? 'nobody was given it' : 'was not answered']),
    ...(closed.has(id) && (state !== 'ended' || !row.isClosed) ? ['was closed and is open'] : []),
    ...(row.isClosed && !closed.has(id) ? ['is closed and nobody did that'] : []),
  ]
}

/** A call back is owed to whoever was never answered, or was closed without a word. Once. */
function wrongDebt({ closed }: Story, { id, owed, ending }: Stands): string[] {
  const closedAs = closed.get(id)
  const due = ending === 'abandoned' || closedAs === 'Z-01' || closedAs === 'Z-02' ? 1 : 0
  return owed === due ? [] : [`${owed} calls back are owed where ${due} should be`]
}

function wrongWhileLive({ place }: Call, { state, live, callState, isClosed }: Stands): string[] {
  if (isClosed) return ['was closed and the caller is still on the line']
  if (state === 'ended' || !live) return [`the caller is there and nobody knows it (${state}, ${callState})`]
  const isRight =
    state === 'held'
      ? place === 'room' && callState === 'connected'
      : place === 'parked' && (callState === 'ringing' || callState === 'waiting')
  return isRight ? [] : [`the caller is elsewhere than ${state}, ${callState}`]
}

function wrongWhenOver({ state, live, callState, wasAnswered }: Stands): string[] {
  return [
    ...(callState === 'ended' ? [] : [`is over and stands as ${callState}`]),
    ...(live ? ['nobody is on the line any more'] : []),
    ...(state === 'waiting' && !wasAnswered ? ['waits, and nobody is there'] : []),
  ]
}

/** Operators who are in something that is none of these calls. */
async function strangers({ stage, network }: Story): Promise<string[]> {
  const rows = await stage.sql<{ staffId: string }>(
    `select o.staff_id as "staffId" from operator_states o left join contacts c on c.id = o.contact_id
      where o.contact_id is not null and (c.call_sid is null or c.call_sid <> all($1))`,
    [network.calls.map(({ leg }) => leg.sid)],
  )
  return rows.map(({ staffId }) => `${staffId} is in a contact of another story`)
}
