import type { World } from './world.ts'

/* What Postgres, Redis and the carrier's own journal say, each asked by a way that no drill cuts. */

export type Side = 'waiting' | 'inHand' | 'answered' | 'recovered' | 'closed' | 'owned'

/** What the carrier calls one call or text, and where it stands here; `side` is null when it stands nowhere. */
export type Stood = { sid: string; contactId: string | null; side: Side | null }

/** From the carrier's journal alone: every call and text that was ever dialled or sent to the line. */
export function cameIn({ carrier, posted }: World): string[] {
  const carried = carrier
    .journal()
    .flatMap((entry) =>
      (entry.what === 'call.placed' || entry.what === 'text.placed') && entry.direction === 'inbound'
        ? [entry.sid]
        : [],
    )
  return [...carried, ...posted]
}

/** How often each text of ours was handed to the carrier. */
export function sentOut({ carrier }: World): Map<string, number> {
  const sent = new Map<string, number>()
  for (const entry of carrier.journal())
    if (entry.what === 'text.placed' && entry.direction !== 'inbound')
      sent.set(entry.body, (sent.get(entry.body) ?? 0) + 1)
  return sent
}

/** All that Postgres alone can tell. */
export type Postgres = Pick<World, 'sql'>

export const standings = ({ sql }: Postgres): Promise<Stood[]> =>
  sql<Stood>(`
    with came as (
      select call_sid as sid, id from contacts where channel = 'voice'
      union all
      select provider_sid, contact_id from messages where direction = 'in'
    )
    select came.sid, came.id as "contactId", case
      when e.state = 'waiting' then 'waiting'
      when e.state = 'held' then 'inHand'
      when b.state = 'recovered' then 'recovered'
      when b.state = 'open' then 'owned'
      when b.state = 'closed' then 'closed'
      when e.ending in ('disposed', 'joined') then 'closed'
      when e.state = 'ended' and e.answered_at is not null then 'answered'
    end as side
    from came left join entries e on e.contact_id = came.id
    left join lateral (
      select state from call_backs c where c.contact_id = came.id order by c.due_at desc limit 1
    ) b on true`)

export type Waiting = { id: string; version: number; score: number }

/** In the order in which they would be served. */
export const waitingInPostgres = ({ sql }: World): Promise<Waiting[]> =>
  sql<Waiting>(`select contact_id as id, version, score from entries
    where state = 'waiting' and county = 'CJ' order by score, contact_id`)

export const liveInPostgres = ({ sql }: World): Promise<{ id: string; version: number }[]> =>
  sql(`select contact_id as id, version from entries where state <> 'ended' and county = 'CJ'`)

const prefix = 'veghe:{CJ}:queue'

export async function waitingInRedis({ redis }: World): Promise<string[]> {
  return redis.zrange(`${prefix}:order`, '0', '-1')
}

/** Whether the queue in Redis has ever heard of this contact. */
export const isKnownToRedis = async ({ redis }: World, contactId: string): Promise<boolean> =>
  (await redis.hget(`${prefix}:entry:${contactId}`, 'v')) !== null

/** What must never be, each as a question whose rows are the trouble. */
const contradictions: Readonly<Record<string, string>> = {
  'one number has two open contacts': `select number_hash from contacts
    where channel = 'sms' and closed_at is null and number_hash is not null group by 1 having count(*) > 1`,
  'received or queued otherwise than once': `select c.id from contacts c left join facts f
    on f.contact_id = c.id and f.kind in ('intake.received', 'queue.entered') group by 1
    having count(*) filter (where f.kind = 'intake.received') <> 1
      or count(*) filter (where f.kind = 'queue.entered') <> 1`,
  'given to two operators': `select contact_id from facts group by 1
    having count(*) filter (where kind = 'queue.answered')
      > 1 + count(*) filter (where kind in ('queue.returned', 'queue.released', 'intake.reopened'))`,
  'operator and entry do not agree': `select o.staff_id from operator_states o
    full join (select * from entries where state = 'held') e on e.contact_id = o.contact_id
    where (o.contact_id is not null or e.contact_id is not null) and o.staff_id is distinct from e.holder_id`,
  'two teams under way for one case': `select case_id from dispatches
    where step not in ('ended', 'cancelled') group by 1 having count(*) > 1`,
  'sent out twice': `select dispatch_id from facts where kind = 'dispatch.sent' group by 1 having count(*) > 1`,
}

/** The names of what must never be and is. */
export async function contradicted({ sql }: Postgres): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(contradictions).map(async ([name, question]) => (await sql(question)).map(() => name)),
  )
  return found.flat()
}

/** Work that was promised and is neither done nor on its way. */
export const leftUndone = ({ sql }: World): Promise<{ name: string; parked: boolean }[]> =>
  sql(`select name, parked_at is not null as parked from outbox where done_at is null
    and (parked_at is not null or (run_at < now() - interval '3 seconds' and (held_until is null or held_until < now())))`)

/** Of these, the ones that are not so. */
export async function notTrue(
  { sql }: World,
  said: { closed: readonly string[]; dispatches: readonly { dispatchId: string }[] },
): Promise<string[]> {
  const open = await sql<{ id: string }>(
    'select id from unnest($1::uuid[]) as said (id) left join contacts c using (id) where c.closed_at is null',
    [said.closed],
  )
  const unsent = await sql<{ id: string }>(
    'select id from unnest($1::uuid[]) as said (id) left join dispatches d using (id) where d.sent_at is null',
    [said.dispatches.map(({ dispatchId }) => dispatchId)],
  )
  return [
    ...open.map(({ id }) => `closing of ${id} forgotten`),
    ...unsent.map(({ id }) => `dispatch ${id} forgotten`),
  ]
}
