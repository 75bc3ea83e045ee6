import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Halt } from '../halt.ts'
import { cacheDir, isRoot } from './places.ts'
import { isAlive } from './processes.ts'

/** `name` is what the program must believe it is called: the checking tool is the server under another name. */
export type RedisBinary = { path: string; name: string; libraries?: string; how: string }

export function onPath(program: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return places
    .map((place) => join(place, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

export const libraryPath = (binary: RedisBinary): NodeJS.ProcessEnv =>
  binary.libraries ? { LD_LIBRARY_PATH: binary.libraries } : {}

const runs = (binary: RedisBinary) =>
  spawnSync(binary.path, ['--version'], {
    argv0: binary.name,
    env: { PATH: process.env.PATH, ...libraryPath(binary) },
    stdio: 'ignore',
  }).status === 0

function installed(): RedisBinary | undefined {
  for (const name of ['valkey-server', 'redis-server']) {
    const path = onPath(name)
    if (path) return { path, name, how: path }
  }
  return undefined
}

const home = join(cacheDir, 'redis')

function unpacked(root: string): RedisBinary | undefined {
  const tool = ['redis', 'valkey'].find((kind) => existsSync(join(root, `usr/bin/${kind}-check-rdb`)))
  if (!tool) return undefined
  const libraryRoots = [join(root, 'usr/lib'), join(root, 'lib')].filter((place) => existsSync(place))
  const libraries = libraryRoots.flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.includes('linux-gnu'))
      .map((name) => join(place, name)),
  )
  return {
    path: join(root, `usr/bin/${tool}-check-rdb`),
    name: `${tool}-server`,
    libraries: libraries.join(':'),
    how: 'the distribution’s package, unpacked in .cache',
  }
}

const download = (place: string, packages: string[]) =>
  spawnSync('apt-get', ['download', '-o', 'APT::Sandbox::User=root', ...packages], {
    cwd: place,
    stdio: 'ignore',
  }).status === 0

const packageSets = [
  ['redis-tools', 'libjemalloc2', 'liblzf1'],
  ['valkey-tools', 'libjemalloc2', 'liblzf1'],
]

/** Present on most machines; fetched one by one, as their names differ between releases, when the server does not run. */
const rareLibraries = [
  'libssl3',
  'libssl3t64',
  'libatomic1',
  'libsystemd0',
  'libhdr-histogram6',
  'liblua5.1-0',
]

function unpackInto(root: string, place: string): void {
  for (const file of readdirSync(place).filter((name) => name.endsWith('.deb'))) {
    spawnSync('dpkg-deb', ['-x', join(place, file), root], { stdio: 'ignore' })
    rmSync(join(place, file))
  }
}

function clearUnfinished(): void {
  for (const name of readdirSync(cacheDir).filter((entry) => entry.startsWith('redis.new-'))) {
    if (!isAlive(Number(name.split('-')[1]))) rmSync(join(cacheDir, name), { recursive: true, force: true })
  }
}

/** Fetches the server without root and without a service; under another name first, so it is whole or absent. */
function fetched(say: (line: string) => void): RedisBinary | undefined {
  if (!(onPath('apt-get') && onPath('dpkg-deb'))) return undefined
  mkdirSync(cacheDir, { recursive: true })
  say('No Redis on this machine: unpacking the distribution’s package into .cache')
  clearUnfinished()
  const place = `${home}.new-${process.pid}`
  mkdirSync(place, { recursive: true })
  const getAny = () => packageSets.some((packages) => download(place, packages))
  const refresh = () => isRoot() && spawnSync('apt-get', ['update'], { stdio: 'ignore' }).status === 0
  const got = getAny() || (refresh() && getAny())
  if (got) unpackInto(place, place)
  const found = unpacked(place)
  if (found && !runs(found)) {
    for (const library of rareLibraries) download(place, [library])
    unpackInto(place, place)
  }
  const whole = unpacked(place)
  if (whole && runs(whole)) {
    rmSync(home, { recursive: true, force: true })
    renameSync(place, home)
    return unpacked(home)
  }
  rmSync(place, { recursive: true, force: true })
  return undefined
}

export function findRedis(say: (line: string) => void): RedisBinary {
  const found = installed() ?? unpacked(home)
  if (found && runs(found)) return found
  const made = fetched(say)
  if (made) return made
  const command =
    process.platform === 'darwin' ? 'brew install valkey' : 'sudo apt-get install -y redis-server'
  throw new Halt(`No Redis was found: type ${command} (or set REDIS_URL) and start again.`)
}
