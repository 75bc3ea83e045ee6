import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './embedded/places.ts'
import { Halt } from './halt.ts'

const clientDir = join(projectRoot, 'client')
const stampPath = join(clientDir, 'dist/.veghe-sources')

/** What the built pages are made of, and how. */
const sources = [
  'infra/client.ts',
  'client/src',
  'client/public',
  'client/index.html',
  'client/vite.config.ts',
  'client/package.json',
  'shared/src',
  'pnpm-lock.yaml',
]

function filesUnder(path: string): string[] {
  const full = join(projectRoot, path)
  if (!existsSync(full)) return []
  const inside = readdirSync(join(projectRoot, path, '.'), { recursive: true, withFileTypes: true })
  return inside.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** A fingerprint of files by path and content; times are not looked at, since a clone makes them all new. */
export function fingerprint(files: { path: string; content: Buffer | string }[]): string {
  const hash = createHash('sha256')
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${file.path}\0`).update(createHash('sha256').update(file.content).digest())
  }
  return hash.digest('hex')
}

function sourcesNow(): string {
  const isFolder = (path: string) => !/\.\w+$/.test(path)
  const paths = sources.flatMap((path) =>
    isFolder(path) ? filesUnder(path) : [join(projectRoot, path)].filter((file) => existsSync(file)),
  )
  const shipped = paths.filter((path) => !/\.test\.tsx?$/.test(path))
  return fingerprint(
    shipped.map((path) => ({ path: path.slice(projectRoot.length), content: readFileSync(path) })),
  )
}

/** Builds the pages when their sources changed since the last whole build. */
export async function buildClient(say: (line: string) => void): Promise<void> {
  const wanted = sourcesNow()
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return
  say('building the pages')
  const { code, output } = await viteBuild()
  if (code !== 0) throw new Halt(`The pages could not be built: type npm run check\n${output}`)
  writeFileSync(stampPath, wanted)
  say('pages built')
}

function viteBuild(): Promise<{ code: number; output: string }> {
  const vite = join(clientDir, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build'], {
    cwd: clientDir,
    // Whatever the caller runs as: a test run would be given React's slow pages for developers.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(pieces).toString() }))
  })
}
