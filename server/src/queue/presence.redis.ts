import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { minutes } from '@veghe/shared/kernel/time.ts'
import type { World } from '../platform/chapter.ts'
import { keyOf } from './queue.redis.ts'

type Engine = Pick<World, 'redis' | 'redisPrefix'>
type Screen = { staffId: StaffId; socketId: string; at: Date }

/** `beats`: staff and socket → instant, while connected. `left`: staff → when a socket of theirs last closed. */
const keysOf = (engine: Engine, county: CountyCode) => ({
  beats: keyOf(engine, county, 'beats'),
  left: keyOf(engine, county, 'left'),
})

const fieldOf = ({ staffId, socketId }: Screen) => `${staffId} ${socketId}`

export async function noteBeat(engine: Engine, county: CountyCode, screen: Screen): Promise<void> {
  await engine.redis.hset(keysOf(engine, county).beats, fieldOf(screen), screen.at.getTime())
}

export async function noteLeft(engine: Engine, county: CountyCode, screen: Screen): Promise<void> {
  const { beats, left } = keysOf(engine, county)
  await engine.redis.hdel(beats, fieldOf(screen))
  await engine.redis.hset(left, screen.staffId, screen.at.getTime())
}

/** What Redis knows of the screens of a county. Not whole: it has forgotten, and silence means nothing. */
export type Said = {
  isWhole: boolean
  graceUntil: Date
  beats: ReadonlyMap<string, Date>
  left: ReadonlyMap<string, Date>
}

/** A process that was killed leaves its sockets behind; after this long they are swept out. */
const forgottenMs = minutes(5)

export async function readPresence(engine: Engine, county: CountyCode, now: Date): Promise<Said> {
  const { redis } = engine
  const { beats, left } = keysOf(engine, county)
  const [isWhole, grace, beaten, gone] = await Promise.all([
    redis.exists(keyOf(engine, county, 'epoch')),
    redis.get(keyOf(engine, county, 'grace')),
    redis.hgetall(beats),
    redis.hgetall(left),
  ])
  const old = Object.entries(beaten).flatMap(([field, at]) =>
    Number(at) < now.getTime() - forgottenMs ? [field] : [],
  )
  if (old.length > 0) await redis.hdel(beats, ...old)
  return {
    isWhole: isWhole === 1,
    graceUntil: new Date(Number(grace ?? 0)),
    beats: times(beaten),
    left: times(gone),
  }
}

const times = (fields: Record<string, string>): Map<string, Date> =>
  new Map(Object.entries(fields).map(([field, at]) => [field, new Date(Number(at))]))

/** Of one person: the newest beat of any screen still connected, and when one last closed. */
export function screensIn({ beats, left }: Said, staffId: StaffId) {
  const own = [...beats].flatMap(([field, at]) => (field.startsWith(`${staffId} `) ? [at.getTime()] : []))
  return { heardAt: own.length > 0 ? new Date(Math.max(...own)) : null, leftAt: left.get(staffId) ?? null }
}
