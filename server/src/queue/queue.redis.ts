import { createHash, randomUUID } from 'node:crypto'
import { ContactId, type CountyCode, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { hours, seconds } from '@veghe/shared/kernel/time.ts'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import * as lua from './queue.lua.ts'

type Engine = Pick<World, 'redis' | 'redisPrefix'>

/** A waiting entry as Redis knows it. `notFor` are the operators who gave it back for good. */
export type Line = { contactId: ContactId; version: number; score: number; notFor: readonly StaffId[] }

/** `rebuild`: Redis has forgotten its past; the line was taken, and the county has to be built anew. */
const Taken = z.enum(['done', 'old', 'rebuild'])
export type Taken = z.infer<typeof Taken>

const LeaseReply = z.union([
  z.tuple([z.literal('leased'), ContactId, z.coerce.number()]),
  z.tuple([z.literal('empty')]),
  z.tuple([z.literal('rebuild')]),
])

const leaseMs = seconds(5)
const tombstoneMs = hours(1)
const buildingMs = seconds(15)

/** The braces put all keys of a county in one slot. */
export const keyOf = ({ redisPrefix }: Engine, county: CountyCode, name: string) =>
  `${redisPrefix}:{${county}}:queue:${name}`

const scripts = new Map<string, string>()
function shaOf(script: string): string {
  const known = scripts.get(script)
  if (known) return known
  const sha = createHash('sha1').update(script).digest('hex')
  scripts.set(script, sha)
  return sha
}

/** A restarted Redis has forgotten the scripts; then the text is sent once more. */
async function run({ redis }: Engine, script: string, keys: string[], args: (string | number)[]) {
  try {
    return await redis.evalsha(shaOf(script), keys.length, ...keys, ...args)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return redis.eval(script, keys.length, ...keys, ...args)
  }
}

const entryKeys = (engine: Engine, county: CountyCode, contactId: ContactId) => [
  keyOf(engine, county, 'order'),
  keyOf(engine, county, `entry:${contactId}`),
  keyOf(engine, county, 'epoch'),
]

export async function put(engine: Engine, county: CountyCode, line: Line): Promise<Taken> {
  const { contactId, version, score, notFor } = line
  const args = [contactId, version, score, notFor.join(',')]
  return Taken.parse(await run(engine, lua.put, entryKeys(engine, county, contactId), args))
}

export async function drop(
  engine: Engine,
  county: CountyCode,
  gone: { contactId: ContactId; version: number },
): Promise<Taken> {
  const args = [gone.contactId, gone.version, tombstoneMs]
  return Taken.parse(await run(engine, lua.drop, entryKeys(engine, county, gone.contactId), args))
}

/** What was served, as Redis knows it, with the token that gives it back; or why nothing was. */
export type Leased = { contactId: ContactId; version: number; county: CountyCode; token: string }
export type Lease = Leased | 'empty' | 'rebuild'

export async function lease(
  engine: Engine,
  county: CountyCode,
  by: { staffId: StaffId; now: Date },
): Promise<Lease> {
  const token = randomUUID()
  const keys = [keyOf(engine, county, 'order'), keyOf(engine, county, 'epoch')]
  const args = [keyOf(engine, county, 'entry:'), by.now.getTime(), leaseMs, by.staffId, token]
  const [said, contactId, version] = LeaseReply.parse(await run(engine, lua.lease, keys, args))
  return said === 'leased' ? { contactId, version, county, token } : said
}

export async function giveBack(engine: Engine, given: Leased): Promise<void> {
  await run(engine, lua.giveBack, [keyOf(engine, given.county, `entry:${given.contactId}`)], [given.token])
}

/** All that stands in the order, first served first. A version of 0 means that only the place is left. */
export async function list(engine: Engine, county: CountyCode) {
  const keys = [keyOf(engine, county, 'order')]
  const flat = z.array(z.string()).parse(await run(engine, lua.list, keys, [keyOf(engine, county, 'entry:')]))
  const found: { contactId: ContactId; score: number; version: number }[] = []
  for (let i = 0; i < flat.length; i += 3) {
    const [contactId, score, version] = flat.slice(i, i + 3)
    found.push({ contactId: ContactId.parse(contactId), score: Number(score), version: Number(version) })
  }
  return found
}

export const isWhole = async (engine: Engine, county: CountyCode): Promise<boolean> =>
  (await engine.redis.exists(keyOf(engine, county, 'epoch'))) === 1

export async function beginRebuild(engine: Engine, county: CountyCode): Promise<string> {
  const token = randomUUID()
  await engine.redis.set(keyOf(engine, county, 'building'), token, 'PX', buildingMs)
  return token
}

/** False: Redis was emptied once more meanwhile, begin again. Nobody is judged absent before `graceUntil`. */
export async function finishRebuild(
  engine: Engine,
  county: CountyCode,
  built: { token: string; graceUntil: Date },
): Promise<boolean> {
  const keys = ['building', 'epoch', 'grace'].map((name) => keyOf(engine, county, name))
  return (await run(engine, lua.finish, keys, [built.token, built.graceUntil.getTime()])) === 'done'
}
