import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { harden } from './harden.ts'

export type MigrateOptions = {
  /** A role that may create roles and owns the database or may create in it. */
  ownerUrl: string
  appPassword: string
  authPassword: string
  /** Roles belong to the whole cluster; give other names only where two installations share one. */
  appRole?: string
  authRole?: string
}

const migrationsFolder = join(import.meta.dirname, '../../../migrations')
/** Any number will do as long as nobody else in the cluster's databases takes it for something else. */
const migrationLock = 119_001

/**
 * Brings the database to the present schema, makes the two narrow roles and puts up the walls. Safe to run again
 * and from several processes at once: the second waits and finds everything done.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'veghe migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const app = { name: options.appRole ?? 'veghe_app', password: options.appPassword }
    const auth = { name: options.authRole ?? 'veghe_auth', password: options.authPassword }
    for (const role of [app, auth]) await ensureRole(client, role)
    await runMigrations(drizzle(client), { migrationsFolder })
    await harden(client, { app: app.name, auth: auth.name })
  } finally {
    await client.end()
  }
}

/**
 * A role may exist from another database of the same cluster, made by another owner: then its password is left
 * alone when it already opens the door, and only then.
 */
async function ensureRole(client: pg.Client, role: { name: string; password: string }): Promise<void> {
  const name = pg.escapeIdentifier(role.name)
  const password = pg.escapeLiteral(role.password)
  await client.query(`
    do $make$ begin
      create role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end $make$`)
  try {
    await client.query(`alter role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls`)
  } catch {
    // Only a superuser may touch some of these words; the web and worker check them when they start.
  }
  try {
    await client.query(`alter role ${name} set deadlock_timeout = '100ms'`)
  } catch {
    // Nor may anybody else set this; the README asks for it where it is not.
  }
  try {
    await client.query(`alter role ${name} password ${password}`)
  } catch (error) {
    if (!(await opens(client, role))) throw error
  }
}

async function opens(client: pg.Client, role: { name: string; password: string }): Promise<boolean> {
  const { host, port, database } = client
  const trial = new pg.Client({ host, port, database, user: role.name, password: role.password })
  try {
    await trial.connect()
    return true
  } catch {
    return false
  } finally {
    await trial.end().catch(() => {})
  }
}
