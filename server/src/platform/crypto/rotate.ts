import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import pg from 'pg'
import type { World } from '../chapter.ts'
import { clientOf } from '../transact.ts'
import { smallestSealed } from './envelope.ts'
import type { KeyPurpose, KeyRing } from './fields.ts'

export type Rotation = { county: CountyCode; purpose: KeyPurpose }

const system = { kind: 'system' } as const
const mostAtOnce = 200
const batchLimitMs = 30_000

/**
 * A new key for the county, and every value sealed with an older one sealed anew. What is still to do is read from
 * the values themselves, which name their key: stopped at any point, it goes on from there. Returns how many.
 */
export async function rotateKeys(world: World, keys: KeyRing, rotation: Rotation): Promise<number> {
  await keys.renew(rotation.county, rotation.purpose)
  return finishRotation(world, keys, rotation)
}

/** Seals anew whatever an earlier rotation left under an older key. */
export async function finishRotation(world: World, keys: KeyRing, rotation: Rotation): Promise<number> {
  let sealed = 0
  for (const column of await sealedColumns(world)) {
    for (;;) {
      const batch = await sealBatch(world, keys, { rotation, column })
      sealed += batch
      if (batch < mostAtOnce) break
    }
  }
  return sealed
}

type Column = { table: string; column: string; id: string; county: string }

/** Every column of bytes beside a county, in tables with one column for a key. Hashes are told apart by their look. */
function sealedColumns(world: World): Promise<Column[]> {
  return world.transact(system, async (ctx) => {
    const { rows } = await clientOf(ctx).query<Column>(`
      select c.relname as table, a.attname as column, k.attname as id, o.attname as county
      from pg_class c
      join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1
      join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
      join pg_attribute o on o.attrelid = c.oid and o.attname in ('county', 'county_code') and not o.attisdropped
      join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and a.attnum > 0
        and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'data_keys'
        and has_table_privilege(c.oid, 'update')
      order by 1, 2`)
    return rows
  })
}

async function sealBatch(
  world: World,
  keys: KeyRing,
  { rotation, column }: { rotation: Rotation; column: Column },
): Promise<number> {
  const sealing = rotation.purpose === 'vault' ? keys.vault : keys
  const [table, value, id, county] = [column.table, column.column, column.id, column.county].map(
    pg.escapeIdentifier,
  )
  const find = `select ${id}::text as id, ${value} as sealed from ${table}
    where ${county} = $1 and length(${value}) >= ${smallestSealed} and get_byte(${value}, 0) = 1
      and substring(${value} from 2 for 4) = any (
        select int4send(number::int) from data_keys where county = $1 and purpose = $2
          and generation < (select max(generation) from data_keys where county = $1 and purpose = $2))
    limit ${mostAtOnce} for update of ${table}`
  return world.transact(
    system,
    async (ctx) => {
      const client = clientOf(ctx)
      const { rows } = await client.query<{ id: string; sealed: Buffer }>(find, [
        rotation.county,
        rotation.purpose,
      ])
      for (const row of rows) {
        const place = `${column.table}|${column.column}|${nameOf(row.id)}`
        const plain = await sealing.openBytes(rotation.county, place, row.sealed)
        const anew = await sealing.sealBytes(rotation.county, place, plain)
        await client.query(`update ${table} set ${value} = $2 where ${id}::text = $1`, [row.id, anew])
      }
      return rows.length
    },
    { limitMs: batchLimitMs },
  )
}

/** A key of bytes is named by its hex digits. */
const nameOf = (id: string): string => id.replace(/^\\x/, '')
