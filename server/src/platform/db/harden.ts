import pg from 'pg'
import { appendOnly, refuseChange, wallAround } from './policy.ts'
import { appendOnlyTables, appOnAuthTables, authTables } from './walls.ts'

type Roles = { app: string; auth: string }

/**
 * Puts up the walls around whatever tables there are, so that a new table cannot be forgotten: row-level security
 * wherever there is a county, append-only where history is kept, and the least rights for the two roles.
 */
export async function harden(client: pg.Client, roles: Roles): Promise<void> {
  const tables = await tablesOf(client)
  const statements = [
    refuseChange,
    ...tables.filter((table) => table.hasCounty).map(({ name }) => wallAround(pg.escapeIdentifier(name))),
    ...tables.filter(({ name }) => appendOnlyTables.includes(name)).map(({ name }) => appendOnly(name)),
    ...grants(
      tables.map(({ name }) => name),
      roles,
    ),
  ]
  await client.query(`begin; ${statements.join(';\n')}; commit`)
}

async function tablesOf(client: pg.Client): Promise<{ name: string; hasCounty: boolean }[]> {
  const { rows } = await client.query<{ name: string; hasCounty: boolean }>(`
    select c.relname as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped
    ) as "hasCounty"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
  return rows
}

function grants(tables: readonly string[], { app, auth }: Roles): string[] {
  const [toApp, toAuth] = [pg.escapeIdentifier(app), pg.escapeIdentifier(auth)]
  const lines = [
    `revoke all on all tables in schema public from public, ${toApp}, ${toAuth}`,
    `revoke create on schema public from public`,
    `grant usage on schema public to ${toApp}, ${toAuth}`,
    `grant usage on all sequences in schema public to ${toApp}`,
  ]
  for (const table of tables) {
    const name = pg.escapeIdentifier(table)
    const rights = appRightsOn(table)
    if (rights) lines.push(`grant ${rights} on ${name} to ${toApp}`)
    if (authTables.includes(table)) lines.push(`grant select, insert, update, delete on ${name} to ${toAuth}`)
  }
  return lines
}

function appRightsOn(table: string): string {
  if (appendOnlyTables.includes(table)) return 'select, insert'
  return appOnAuthTables[table] ?? 'select, insert, update, delete'
}
