import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDir } from './places.ts'

/** What one installation generated for itself. `cluster` ties a database directory to the keys beside these. */
export type Secrets = {
  cluster: string
  superuser: string
  owner: string
  app: string
  auth: string
  redis: string
}

/** Letters and digits only, so a password needs no escaping in a URL, in SQL or in a configuration file. */
const password = () => randomBytes(24).toString('hex')

const fresh = (): Secrets => ({
  cluster: randomBytes(8).toString('hex'),
  superuser: password(),
  owner: password(),
  app: password(),
  auth: password(),
  redis: password(),
})

/** Reads a small JSON object of the installation; a missing or half-written one counts as empty. */
export function readKept(path: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof found === 'object' && found !== null ? { ...found } : {}
  } catch {
    return {}
  }
}

/** Writes beside and renames, so an interrupted run never leaves half a file; only this user may read it. */
export function keep(path: string, value: unknown): void {
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(beside, path)
}

/** The passwords of the installation in `dir`, generated at its first start. */
export function secretsOf(dir: string): Secrets {
  const path = join(openDir(dir), 'secrets.json')
  const known = existsSync(path) ? readKept(path) : {}
  const made = fresh()
  const pick = (name: keyof Secrets) => (typeof known[name] === 'string' ? known[name] : made[name])
  const secrets: Secrets = {
    cluster: pick('cluster'),
    superuser: pick('superuser'),
    owner: pick('owner'),
    app: pick('app'),
    auth: pick('auth'),
    redis: pick('redis'),
  }
  if (Object.entries(secrets).some(([name, value]) => known[name] !== value))
    keep(path, { ...known, ...secrets })
  return secrets
}

export function keptPortOf(dir: string, engine: 'postgres' | 'redis'): number | undefined {
  const port = readKept(join(dir, 'ports.json'))[engine]
  return typeof port === 'number' ? port : undefined
}

export function keepPortOf(dir: string, engine: 'postgres' | 'redis', port: number): void {
  const path = join(dir, 'ports.json')
  keep(path, { ...readKept(path), [engine]: port })
}
