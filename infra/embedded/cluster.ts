import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { Halt } from '../halt.ts'
import { farPlace, isRoot, openDir } from './places.ts'
import { canWrite, type OsUser, type PostgresBinaries } from './postgres.binary.ts'
import { clearLeftovers } from './processes.ts'
import type { Secrets } from './secrets.ts'

export const superuserName = 'veghe_root'
export const databaseName = 'veghe'

/** Names the installation whose passwords and master key belong to this directory. */
const markName = 'veghe-cluster'

function makeFor(user: OsUser, path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (user) chownSync(path, user.uid, user.gid)
  return path
}

/** The folder that holds the database directory: `dir`, or the far place when the account cannot work there. */
function homeFor(user: OsUser, dir: string, say: (line: string) => void): string {
  if (!isRoot()) return openDir(dir)
  const trial = makeFor(user, join(openDir(dir), '.reach'))
  const reached = canWrite(user, trial)
  rmSync(trial, { recursive: true, force: true })
  if (reached) return dir
  const far = openDir(join(farPlace(), basename(dir).replace(/^\./, '')))
  say(`The database's account cannot reach ${dir}, so the database lives in ${far}`)
  return far
}

/** An interrupted start leaves an unfinished directory under its own name; it holds nothing yet. */
async function clearUnfinished(home: string): Promise<void> {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('pg.new-'))) {
    await clearLeftovers(join(home, name))
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

/** A database from an earlier clone at this path: its passwords and keys are gone, so it cannot be opened. */
async function putAside(path: string, say: (line: string) => void): Promise<void> {
  await clearLeftovers(path)
  const aside = `${path}-aside-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`
  renameSync(path, aside)
  say(`A database of an earlier clone, whose keys are gone, was put aside in ${aside}`)
}

function initialise(
  binaries: PostgresBinaries,
  path: string,
  options: { secrets: Secrets; durable: boolean },
): void {
  makeFor(binaries.user, path)
  const passwordFile = `${path}.password`
  writeFileSync(passwordFile, options.secrets.superuser, { mode: 0o600 })
  if (binaries.user) chownSync(passwordFile, binaries.user.uid, binaries.user.gid)
  const made = spawnSync(
    join(binaries.bin, 'initdb'),
    [
      ...[
        '-D',
        path,
        '-U',
        superuserName,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--no-instructions',
      ],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(options.durable ? [] : ['--no-sync']),
    ],
    // It works inside the directory, so that the next start finds it there if this one is killed.
    { ...binaries.user, cwd: path, encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    const why = made.stderr?.trim().split('\n').at(-1) ?? made.error?.message
    throw new Halt(`Postgres could not make its database directory in ${path} (${why}).`)
  }
  writeFileSync(join(path, markName), options.secrets.cluster)
}

/** The database directory of this installation, made under another name first so that it is whole or absent. */
export async function openCluster(
  binaries: PostgresBinaries,
  dir: string,
  options: { secrets: Secrets; durable: boolean; say: (line: string) => void },
): Promise<string> {
  const home = homeFor(binaries.user, dir, options.say)
  const path = join(home, 'pg')
  await clearUnfinished(home)
  const mark = join(path, markName)
  if (existsSync(path) && !(existsSync(mark) && readFileSync(mark, 'utf8') === options.secrets.cluster)) {
    await putAside(path, options.say)
  }
  if (existsSync(path)) return path
  const unfinished = join(home, `pg.new-${process.pid}`)
  initialise(binaries, unfinished, options)
  renameSync(unfinished, path)
  return path
}

/** The owner's role and the database. Each step may find itself done by a start that was interrupted. */
export async function provision(superUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client(superUrl)
  await client.connect()
  try {
    const role = await client.query("select 1 from pg_roles where rolname = 'veghe_owner'")
    if (role.rowCount === 0) {
      await client.query(`create role veghe_owner login createrole password '${secrets.owner}'`)
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (database.rowCount === 0) await client.query(`create database ${databaseName} owner veghe_owner`)
  } finally {
    await client.end()
  }
}
