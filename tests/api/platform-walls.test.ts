import { openPool, refuseIfPowerful } from '@veghe/server/platform/db/pool.ts'
import { authTables } from '@veghe/server/platform/db/walls.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { cloneDatabase, type TestDatabase } from '../support/engines.ts'

/** Everything that stands outside the wall between counties, each for a reason that somebody thought of. */
const outside = [
  'accounts',
  'carrier_marks',
  'counties',
  'heartbeats',
  'holidays',
  'idempotency',
  'localities',
  'lockouts',
  'memberships',
  'outbox',
  'partners',
  'passkeys',
  'protocols',
  'service_keys',
  'sessions',
  'staff',
  'staff_phones',
  'two_factors',
  'used_codes',
  'verifications',
]

let database: TestDatabase
let app: pg.Client
let tables: { name: string; hasCounty: boolean }[]

beforeAll(async () => {
  database = await cloneDatabase()
  app = new pg.Client(database.appUrl)
  await app.connect()
  tables = await runSql(
    database.superUrl,
    `select c.relname as name, exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped) as "hasCounty"
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )
})
afterAll(async () => {
  await app.end()
  await database.drop()
})

/** One statement as `veghe_app` under a scope; gives the error's code instead of throwing. Nothing is kept. */
async function asApp(scope: string | null, sql: string): Promise<pg.QueryResult['rows'] | string> {
  await app.query(scope === null ? 'begin' : `begin; set local veghe.scope = '${scope}'`)
  try {
    return (await app.query(sql)).rows
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
  } finally {
    await app.query('rollback')
  }
}

const inside = () => tables.filter((table) => table.hasCounty).map(({ name }) => name)

test('every table stands behind the wall or is named here', () => {
  const found = tables.filter((table) => !table.hasCounty).map(({ name }) => name)
  expect(found.toSorted()).toEqual(outside.toSorted())
  expect(inside().length).toBeGreaterThan(0)
})

describe('with one row of Cluj in every table', () => {
  beforeAll(async () => {
    await runSql(database.superUrl, inside().map(fillOneRow).join(';'))
  })

  test('a stranger sees nothing in any table, Bistrița nothing of Cluj, Cluj its own', async () => {
    for (const table of inside()) {
      const count = `select count(*)::int as n from ${table}`
      expect({ table, rows: await asApp(null, count) }).toEqual({ table, rows: [{ n: 0 }] })
      expect({ table, rows: await asApp('BN', count) }).toEqual({ table, rows: [{ n: 0 }] })
      expect({ table, rows: await asApp('BN,SJ', count) }).toEqual({ table, rows: [{ n: 0 }] })
      expect({ table, rows: await asApp('CJ', count) }).toEqual({ table, rows: [{ n: 1 }] })
      expect({ table, rows: await asApp('BN,CJ', count) }).toEqual({ table, rows: [{ n: 1 }] })
      expect({ table, rows: await asApp('*', count) }).toEqual({ table, rows: [{ n: 1 }] })
    }
  })

  test('nobody writes a row of another county', async () => {
    for (const table of inside()) {
      const code = await asApp('BN', `insert into ${table} (county) values ('CJ')`)
      expect({ table, code }).toEqual({ table, code: '42501' })
    }
  })

  test('nobody moves a row into another county', async () => {
    for (const table of inside()) {
      const code = await asApp('CJ', `update ${table} set county = 'BN'`)
      expect({ table, code }).toEqual({ table, code: '42501' })
    }
  })
})

/** Takes the table's other guarantees away in this throwaway copy, so that a row of nothing but a county fits. */
const fillOneRow = (table: string): string => `
  do $$ declare c record; begin
    for c in select conname from pg_constraint where conrelid = '${table}'::regclass and contype in ('f', 'c', 'p', 'u')
    loop execute format('alter table ${table} drop constraint %I cascade', c.conname); end loop;
    for c in select attname from pg_attribute where attrelid = '${table}'::regclass and attnum > 0
      and attnotnull and attname <> 'county' and attidentity = '' and not attisdropped
    loop execute format('alter table ${table} alter column %I drop not null', c.attname); end loop;
    insert into ${table} (county) values ('CJ');
  end $$`

test('facts and seals are added to and never changed, not even by their owner', async () => {
  for (const table of ['facts', 'seals']) {
    for (const change of [
      `update ${table} set county = 'CJ'`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      expect(await asApp('CJ', change)).toBe('42501')
      await expect(
        runSql(database.superUrl, `insert into ${table} (county) values ('CJ'); ${change}`),
      ).rejects.toThrow('append-only')
    }
  }
})

test('the application never reads a password, and the role for signing in reads nothing else', async () => {
  expect(await asApp('CJ', 'select * from accounts')).toBe('42501')
  expect(await asApp('*', 'select * from two_factors')).toBe('42501')
  const auth = new pg.Client(database.authUrl)
  await auth.connect()
  for (const { name } of tables) {
    const read = auth.query(`select count(*) from ${name}`)
    if (authTables.includes(name)) await read
    else await expect(read).rejects.toThrow('permission denied')
  }
  await auth.end()
})

test('a process refuses to work as owner or superuser', async () => {
  const refusal = async (url: string) => {
    const pool = openPool({ url, name: 'test', max: 1 })
    return refuseIfPowerful(pool)
      .then(
        () => 'works',
        (error: Error) => error.message,
      )
      .finally(() => pool.end())
  }
  expect(await refusal(database.appUrl)).toBe('works')
  // On engines that are not ours the owner may be a superuser as well.
  expect(await refusal(database.ownerUrl)).toMatch(/owns tables|is a superuser/)
  expect(await refusal(database.superUrl)).toContain('superuser')
})
