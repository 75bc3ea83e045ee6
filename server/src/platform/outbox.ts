import type pg from 'pg'

/** Work for later as a command asks for it. `key` makes it one: while it waits, the same key adds nothing. */
export type Later = { name: string; key: string; payload: Record<string, unknown>; runAt: Date }

export type OutboxRow = {
  id: string
  name: string
  payload: Record<string, unknown>
  runAt: Date
  createdAt: Date
  attempts: number
}

const columns = `id::text, name, payload, run_at as "runAt", created_at as "createdAt", attempts`

/** All rows of a transaction in one statement of constant text. Gives back those that were not there yet. */
export async function addToOutbox(
  client: pg.PoolClient,
  jobs: readonly Later[],
  now: Date,
): Promise<OutboxRow[]> {
  if (jobs.length === 0) return []
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox.add',
    text: `insert into outbox (name, key, payload, run_at, created_at)
      select name, key, payload::jsonb, run_at, $5
      from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as t (name, key, payload, run_at)
      on conflict (name, key) where done_at is null do nothing
      returning ${columns}`,
    values: [
      jobs.map((job) => job.name),
      jobs.map((job) => job.key),
      jobs.map((job) => JSON.stringify(job.payload)),
      jobs.map((job) => job.runAt),
      now,
    ],
  })
  return rows
}

/** Rows that nobody has handed over yet, locked for this transaction. */
export async function claimUnsent(
  client: pg.PoolClient,
  { before, most }: { before: Date; most: number },
): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox.claimUnsent',
    text: `select ${columns} from outbox
      where sent_at is null and done_at is null and parked_at is null and created_at <= $1
      order by id limit $2 for update skip locked`,
    values: [before, most],
  })
  return rows
}

/** `done` by those it was handed to, or `sent` on to the worker. */
export async function markHanded(
  client: pg.PoolClient,
  { done, sent }: { done: readonly string[]; sent: readonly string[] },
  now: Date,
): Promise<void> {
  await client.query({
    name: 'outbox.markHanded',
    text: `update outbox set sent_at = coalesce(sent_at, $3),
        done_at = case when id = any($1::bigint[]) then $3::timestamptz else done_at end
      where id = any($1::bigint[] || $2::bigint[])`,
    values: [done, sent, now],
  })
}

export async function markDone(client: pg.PoolClient, ids: readonly string[], now: Date): Promise<void> {
  await client.query({
    name: 'outbox.markDone',
    text: 'update outbox set sent_at = coalesce(sent_at, $2), done_at = $2 where id = any($1::bigint[])',
    values: [ids, now],
  })
}

/** The row if its work is still to be done and nobody is at it. */
export async function claimRow(client: pg.PoolClient, id: string): Promise<OutboxRow | null> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox.claimRow',
    text: `select ${columns} from outbox
      where id = $1 and done_at is null and parked_at is null for update skip locked`,
    values: [id],
  })
  return rows[0] ?? null
}

/**
 * Keeps a row for work that happens outside of any transaction, such as a call to the carrier, which takes eight
 * seconds at most: nobody else takes it before that, and somebody does soon after whoever had it is gone.
 */
export async function holdRow(client: pg.PoolClient, id: string, now: Date): Promise<OutboxRow | null> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox.holdRow',
    text: `update outbox set held_until = $2::timestamptz + interval '20 seconds'
      where id = (select id from outbox where id = $1 and done_at is null and parked_at is null
        and (held_until is null or held_until < $2) for update skip locked)
      returning ${columns}`,
    values: [id, now],
  })
  return rows[0] ?? null
}

/** Which row, and which job it is for. */
export type NamedRow = Pick<OutboxRow, 'id' | 'name'>

/** Overdue by more than the time BullMQ is given to be prompt. */
export async function overdueRows(
  client: pg.PoolClient,
  at: { before: Date; now: Date; most: number },
): Promise<NamedRow[]> {
  const { rows } = await client.query<NamedRow>({
    name: 'outbox.overdue',
    text: `select id::text, name from outbox
      where done_at is null and parked_at is null and run_at <= $1
        and (held_until is null or held_until < $2)
      order by run_at, id limit $3`,
    values: [at.before, at.now, at.most],
  })
  return rows
}

/** After a failure: again at `runAt`, through the relay, or parked when that is null. */
export async function putOff(
  client: pg.PoolClient,
  row: { id: string; runAt: Date | null },
  now: Date,
): Promise<void> {
  await client.query({
    name: 'outbox.putOff',
    text: `update outbox set attempts = attempts + 1, sent_at = null, held_until = null,
        run_at = coalesce($2, run_at), parked_at = case when $2::timestamptz is null then $3::timestamptz end
      where id = $1 and done_at is null`,
    values: [row.id, row.runAt, now],
  })
}

/** Done rows are kept for a day, for whoever looks into what happened. */
export async function forgetDone(client: pg.PoolClient, before: Date): Promise<void> {
  await client.query('delete from outbox where done_at < $1', [before])
}
