import pg from 'pg'
import { expect } from 'vitest'
import { type DatabaseUrls, inDatabase, passwordIn } from '../../infra/embedded/urls.ts'
import { migrate } from '../../server/src/platform/db/migrate.ts'

export const userIn = (url: string): string => decodeURIComponent(new URL(url).username)

/** One statement over a connection of its own. */
export async function runSql<R extends pg.QueryResultRow>(url: string, sql: string, values: string[] = []) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<R>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Rows that stay locked until `release`; `waited` ends when so many statements wait for some lock here. */
export async function lockRows(url: string, sql: string, values: string[]) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('begin')
  await client.query(sql, values)
  const waiting = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  return {
    waited: (count: number) =>
      expect
        .poll(async () => (await runSql<{ n: number }>(url, waiting))[0]?.n, { timeout: 10_000 })
        .toBe(count),
    release: () => client.end(),
  }
}

/** Brings a database up to the newest migration, with the narrow roles' passwords as their addresses say. */
export async function migrateTo({ ownerUrl, appUrl, authUrl }: DatabaseUrls): Promise<void> {
  await migrate({
    ownerUrl,
    appRole: userIn(appUrl),
    appPassword: passwordIn(appUrl),
    authRole: userIn(authUrl),
    authPassword: passwordIn(authUrl),
  })
}

/** In some 40 ms. */
export async function makeDatabase(
  { superUrl, ownerUrl }: { superUrl: string; ownerUrl: string },
  { name, template }: { name: string; template: string },
): Promise<void> {
  await runSql(superUrl, `create database ${name} template ${template} owner "${userIn(ownerUrl)}"`)
}

export async function makeTemplate(
  urls: DatabaseUrls & { superUrl: string },
  template: string,
): Promise<void> {
  await runSql(urls.superUrl, `create database ${template} owner "${userIn(urls.ownerUrl)}"`)
  await migrateTo({ ...urls, ownerUrl: inDatabase(urls.ownerUrl, template) })
}

const databasesNamed = async (superUrl: string, start: string) => {
  const sql = 'select datname from pg_database where starts_with(datname, $1)'
  const rows = await runSql<{ datname: string }>(superUrl, sql, [start])
  return rows.map((row) => row.datname)
}

async function dropAll(superUrl: string, names: string[]): Promise<void> {
  for (const name of names) await runSql(superUrl, `drop database if exists ${name} with (force)`)
}

/** Everything one run made on a server that is not ours to throw away. */
export async function dropRun(superUrl: string, run: string): Promise<void> {
  await dropAll(superUrl, await databasesNamed(superUrl, `veghe_test_${run}_`))
}

/** Databases of runs that were killed; a run is named after the instant it began. */
export async function dropForgotten(superUrl: string): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000
  const began = (name: string) => Number.parseInt(name.split('_')[2] ?? '', 36)
  const names = await databasesNamed(superUrl, 'veghe_test_')
  await dropAll(
    superUrl,
    names.filter((name) => began(name) < anHourAgo),
  )
}
