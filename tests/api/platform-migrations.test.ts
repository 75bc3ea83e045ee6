import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { migrate } from '@veghe/server/platform/db/migrate.ts'
import { expect, test } from 'vitest'
import { passwordIn } from '../../infra/embedded/urls.ts'
import { runSql } from '../support/databases.ts'
import { cloneDatabase } from '../support/engines.ts'

const server = join(import.meta.dirname, '../../server')

test('the migrations lead to the tables as they are written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'veghe-migrations-'))
  const out = join(folder, 'migrations')
  cpSync(join(server, 'migrations'), out, { recursive: true })
  const before = readdirSync(out)

  const words = ['generate', '--dialect', 'postgresql', '--schema', './src/**/*.tables.ts']
  // The tool understands no absolute path here.
  const where = ['--casing', 'snake_case', '--out', relative(server, out)]
  const program = join(server, 'node_modules/.bin/drizzle-kit')
  const { stdout } = await promisify(execFile)(program, [...words, ...where], { cwd: server })

  expect(stdout).toContain('No schema changes')
  expect(readdirSync(out)).toEqual(before)
  rmSync(folder, { recursive: true })
})

test('migrating again, even twice at once, changes nothing and puts the walls back', async () => {
  const database = await cloneDatabase()
  await runSql(
    database.superUrl,
    'drop policy county_scope on facts; alter table facts disable row level security',
  )
  const options = {
    ownerUrl: database.ownerUrl,
    appPassword: passwordIn(database.appUrl),
    authPassword: passwordIn(database.authUrl),
  }

  await Promise.all([migrate(options), migrate(options)])

  const walls = await runSql(
    database.superUrl,
    `select relrowsecurity and relforcerowsecurity as stands from pg_class where relname = 'facts'`,
  )
  expect(walls).toEqual([{ stands: true }])
  expect(await runSql(database.appUrl, 'select count(*)::int as n from facts')).toEqual([{ n: 0 }])
  await database.drop()
})
