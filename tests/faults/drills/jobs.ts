import { setTimeout as pause } from 'node:timers/promises'
import { type Drill, type Struck, underLoad } from '../drill.ts'
import type { Load } from '../load.ts'
import { killAndRestart, type World } from '../world.ts'

/** A text with danger words becomes an alarm ten seconds after it came, unless somebody takes it. */
const untilAlarmMs = 10_000
const lateBoundMs = 2_500
const urgent = 6

const queueKeys = '{veghe}:jobs:*'

/**
 * Alarms are due in some seconds. BullMQ forgets them, a job comes twice that was done, one that nobody can do lies
 * in the way, and the worker dies in the middle. What is due happens all the same, once, and on time.
 */
async function brokenJobs(world: World, _load: Load): Promise<Struck> {
  for (let at = 0; at < urgent; at++)
    await world.carrier.sendText({ from: `+40730${100_000 + at}`, body: `mă bate acum ${at}, vă rog` })
  await layPoison(world)
  await pause(1_000)
  const forgotten = await forget(world)
  await repeatJobs(world)
  await pause(untilAlarmMs / 2)
  await killAndRestart(world.worker)
  await pause(untilAlarmMs / 2 + lateBoundMs)
  const late = await lateness(world)
  const missing = late.filter(({ ms }) => ms === null).length
  const slowest = Math.max(0, ...late.map(({ ms }) => ms ?? 0))
  const poison = await poisonLeft(world)
  return {
    figures: { alarms: late.length, forgotten, late_ms: Math.round(slowest), parked: poison.parked },
    broken: [
      ...(missing > 0 ? [`${missing} alarms were never raised`] : []),
      ...(slowest > lateBoundMs ? [`an alarm came ${Math.round(slowest)} ms late`] : []),
      ...(poison.parked === poison.laid
        ? []
        : [`${poison.laid - poison.parked} poisoned jobs are still tried`]),
    ],
  }
}

/** Work of a name that nobody knows, and work that names no row: both can only fail. */
async function layPoison({ sql }: World): Promise<void> {
  await sql(`insert into outbox (name, key, payload, run_at, created_at)
    select 'faults.poison', 'poison ' || n, '{}', now(), now() from generate_series(1, 3) n`)
}

async function poisonLeft({ sql }: World): Promise<{ laid: number; parked: number }> {
  const [{ laid, parked } = { laid: 0, parked: 0 }] = await sql<{ laid: number; parked: number }>(
    `with gone as (delete from outbox where name = 'faults.poison' returning parked_at)
    select count(*)::int as laid, count(parked_at)::int as parked from gone`,
  )
  return { laid, parked }
}

/** All that BullMQ knew is gone; the queue of contacts stays. Gives the number of keys. */
async function forget({ redis }: World): Promise<number> {
  const keys = await redis.keys(queueKeys)
  const lost = keys.filter((key) => !key.endsWith(':meta'))
  return lost.length > 0 ? redis.del(...lost) : 0
}

/** What was done a moment ago stands in the list once more, as after a failover to an older copy. */
async function repeatJobs({ redis, sql }: World): Promise<void> {
  const done = await sql<{ id: string; name: string }>(
    `select id::text, name from outbox where done_at is not null and name not like 'queue.%' order by id desc limit 20`,
  )
  for (const { id, name } of done) {
    const job = `again-${id}`
    await redis.hset(`{veghe}:jobs:${job}`, {
      ...{ name, data: JSON.stringify({ row: id }), opts: '{"attempts":1,"removeOnComplete":true}' },
      ...{ timestamp: String(Date.now()), delay: '0', priority: '0' },
    })
    await redis.lpush('{veghe}:jobs:wait', job)
  }
  await redis.zadd('{veghe}:jobs:marker', 0, '0')
}

/** How long after its time each alarm of an urgent contact came; null where it is missing. */
const lateness = ({ sql }: World): Promise<{ ms: number | null }[]> =>
  sql(`select extract(epoch from (coalesce(a.raised_at, e.alarm_raised_at) - e.alarm_due_at)) * 1000 as ms
    from entries e left join alarms a on a.kind = 'contact_not_taken' and a.subject = e.contact_id::text
    where e.alarm_due_at is not null and e.state = 'waiting' and e.alarm_due_at < now() - interval '3 seconds'`)

export const jobDrills: readonly Drill[] = [underLoad('jobs', brokenJobs, { operators: 0 })]
