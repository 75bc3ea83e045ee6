import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { World } from './world.ts'

/** What somebody would have in hand who copied it away. `raw` is a file of an engine, which writes bytes as they are. */
export type Dump = { name: string; bytes: Buffer; raw?: boolean }

/** Every row of every table as a superuser reads it, bytes written in hexadecimal as COPY does. */
export async function dumpTables({ sql }: Pick<World, 'sql'>): Promise<Dump[]> {
  const tables = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  return Promise.all(
    tables.map(async ({ name }) => {
      const rows = await sql<{ row: string }>(`select t::text as row from "${name}" t`)
      return { name: `table ${name}`, bytes: Buffer.from(rows.map(({ row }) => row).join('\n')) }
    }),
  )
}

/** Every key and what is in it, both as it is and as it would be moved to another server. */
export async function dumpKeys({
  redis,
  match = '*',
}: Pick<World, 'redis'> & { match?: string }): Promise<Dump[]> {
  const dumps: Dump[] = []
  for await (const keys of redis.scanStream({ match, count: 500 }) as AsyncIterable<string[]>) // ioredis types a plain stream
    for (const key of keys) {
      const [whole, parts] = await Promise.all([redis.dumpBuffer(key), contentOf(redis, key)])
      dumps.push({
        name: `key ${key}`,
        bytes: Buffer.concat([Buffer.from(`${key}\n${parts}\n`), whole ?? Buffer.of()]),
      })
    }
  return dumps
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  const readers: Record<string, () => Promise<unknown>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, '0', '-1', 'WITHSCORES'),
    stream: () => redis.xrange(key, '-', '+'),
  }
  return JSON.stringify(await readers[await redis.type(key)]?.())
}

/** Every file below a folder, as it lies on the disk. */
export function dumpFiles(folder: string): Dump[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .flatMap(readable)
}

export const asRaw = (dumps: readonly Dump[]): Dump[] => dumps.map((dump) => ({ ...dump, raw: true }))

/** The database replaces its files while it works. */
function readable(path: string): Dump[] {
  try {
    return [{ name: path, bytes: readFileSync(path) }]
  } catch {
    return []
  }
}

/** The words as they are first, then as they stand where bytes are written in hexadecimal, in base64 or escaped. */
function disguises(secret: string): Buffer[] {
  const bytes = Buffer.from(secret)
  const escaped = JSON.stringify(secret)
    .slice(1, -1)
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const texts = [secret, escaped, bytes.toString('hex'), encodeURIComponent(secret), ...base64sOf(bytes)]
  return [...new Set(texts)].map((text) => Buffer.from(text))
}

/** How it looks in base64 depends on where in a group of three it begins; the ends that others share are cut off. */
const base64sOf = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, -4),
  )

/** Where which of these words can be read. */
export function readableIn(dumps: readonly Dump[], secrets: readonly string[]): string[] {
  const needles = secrets.map((secret) => ({ secret, looks: disguises(secret) }))
  return dumps.flatMap(({ name, bytes, raw }) =>
    needles
      .filter(({ looks }) => looks.slice(0, raw ? 1 : looks.length).some((look) => bytes.includes(look)))
      .map(({ secret }) => `${name} says ${secret}`),
  )
}
