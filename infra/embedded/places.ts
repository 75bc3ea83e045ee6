import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Halt } from '../halt.ts'
import { clearLeftovers, isAlive } from './processes.ts'

export const projectRoot = join(import.meta.dirname, '../..')
export const cacheDir = join(projectRoot, '.cache')

export const isRoot = (): boolean => process.getuid?.() === 0

/** Where this installation keeps what must survive: the engines' files, generated passwords, demo sign-ins. */
export function dataDir(): string {
  return process.env.VEGHE_DATA_DIR ?? join(projectRoot, '.data')
}

/** Others may pass through, when the database runs as another user, but not look around. */
export function openDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    if (isRoot()) chmodSync(path, 0o711)
  } catch (error) {
    throw new Halt(
      `${path} cannot be written (${reasonOf(error)}): give it to this user with chown, or remove it.`,
    )
  }
  return path
}

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

const projectName = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)

/** Named after the project's path, so two clones never share it. */
export const farPath = join('/var/tmp', `veghe-${projectName}`)

/** Root's projects often stand where the database's user may not go. Trusted only when root made it. */
export function farPlace(): string {
  mkdirSync(farPath, { recursive: true, mode: 0o711 })
  const found = lstatSync(farPath)
  if (!found.isDirectory() || found.uid !== 0) {
    throw new Halt(`${farPath} belongs to somebody else: remove it and start again.`)
  }
  chmodSync(farPath, 0o711)
  return farPath
}

const temporaryName = (kind: string) => `veghe-${kind}-`

/** A throwaway place named after this process, so that a later run knows when nobody needs it any more. */
export function temporaryPlace(kind: string): string {
  const path = mkdtempSync(join(tmpdir(), `${temporaryName(kind)}${process.pid}-`))
  if (isRoot()) chmodSync(path, 0o711)
  return path
}

export async function removePlace(path: string): Promise<void> {
  for (const inside of ['pg', 'redis']) await clearLeftoversOf(join(path, inside))
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

async function clearLeftoversOf(path: string): Promise<void> {
  try {
    await clearLeftovers(path)
  } catch {
    // The engine never got as far as making its directory.
  }
}

/** Clears what killed runs left: throwaway places whose maker is no more, and the engines still inside them. */
export async function sweepTemporaryPlaces(kind: string): Promise<void> {
  const prefix = temporaryName(kind)
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const maker = Number(name.slice(prefix.length).split('-')[0])
    const path = join(tmpdir(), name)
    if (Number.isInteger(maker) && !isAlive(maker) && isOurs(path)) await removePlace(path)
  }
}

function isOurs(path: string): boolean {
  try {
    const found = lstatSync(path)
    return found.isDirectory() && found.uid === process.getuid?.()
  } catch {
    return false
  }
}
