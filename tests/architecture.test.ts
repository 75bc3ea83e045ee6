import { existsSync, globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { actions, pushes } from '@veghe/shared/api.ts'
import { factKinds } from '@veghe/shared/audit/facts.codes.ts'
import { refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const foundations = ['audit', 'directory', 'identity', 'telephony']
/** In the order of the story: each hands forward to those after it. */
const story = ['intake', 'queue', 'triage', 'cases', 'dispatch', 'oncall']

type Import = { to: string; isType: boolean }
type Source = { path: string; text: string; imports: Import[] }

const files = globSync('{shared,server,client}/src/**/*.{ts,tsx}', { cwd: root })
  .concat(globSync('infra/**/*.ts', { cwd: root, exclude: (name) => name === 'node_modules' }))
  .filter((path) => !/node_modules|\.test\.|\/testdata\//.test(path))
  .sort()

const importPattern = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm

/** Paths inside the project as from its root; packages by their names. */
function targetOf(path: string, written: string): string {
  if (written.startsWith('.')) return relative(root, resolve(root, dirname(path), written))
  const own = /^@veghe\/(shared|server|infra|tests)\/(.+)$/.exec(written)
  if (!own) return written
  return own[1] === 'shared' || own[1] === 'server' ? `${own[1]}/src/${own[2]}` : `${own[1]}/${own[2]}`
}

const sources: Source[] = files.map((path) => {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(importPattern)].map(([, type, from = '', lazily]) => ({
    to: targetOf(path, lazily ?? from),
    isType: type !== undefined,
  }))
  return { path, text, imports }
})

const isOurs = (to: string) => /^(?:shared|server|client|infra|tests)\//.test(to)
/** `server/src/queue/queue.ts` lives in `server/queue`; a file right under `src` in `server`. */
function homeOf(path: string): string {
  const [top = '', second = '', third = '', fourth] = path.split('/')
  if (second !== 'src') return top
  return fourth === undefined ? top : `${top}/${third}`
}
const isDoorOf = (path: string, chapter: string) => path === `server/src/${chapter}/${chapter}.ts`
const chapterIn = (home: string) => home.split('/')[1] ?? ''

function mayImport(from: string, to: string): boolean {
  const [home, there] = [homeOf(from), homeOf(to)]
  if (home === there) return true
  if (to.startsWith('tests/')) return false
  const [top] = home.split('/')
  if (top === 'shared') return sharedMay(home, to)
  if (top === 'client') return clientMay(home, to)
  if (top === 'server') return serverMay(home, { from, to, there })
  return top === 'infra' && there.startsWith('shared')
}

function sharedMay(home: string, to: string): boolean {
  if (!to.startsWith('shared/')) return false
  if (home === 'shared/kernel') return false
  return home === 'shared' || homeOf(to) === 'shared/kernel' || to.endsWith('.codes.ts')
}

function clientMay(home: string, to: string): boolean {
  return to.startsWith('shared/') || home === 'client' || homeOf(to) === 'client/platform'
}

function serverMay(home: string, { from, to, there }: { from: string; to: string; there: string }): boolean {
  if (to.startsWith('shared/') || home === 'server') return true
  if (!to.startsWith('server/') || home === 'server/platform') return false
  if (there === 'server/platform') return true
  // Foreign keys point at any chapter's tables; nothing but the reference is taken from there.
  if (from.endsWith('.tables.ts') && to.endsWith('.tables.ts')) return true
  const isUnderneath = foundations.includes(chapterIn(there))
  if (foundations.includes(chapterIn(home))) return isUnderneath && isDoorOf(to, chapterIn(there))
  if (home === 'server/reporting') return isUnderneath || to.endsWith('.tables.ts')
  const [own, other] = [story.indexOf(chapterIn(home)), story.indexOf(chapterIn(there))]
  return isUnderneath || (other > own && isDoorOf(to, chapterIn(there)))
}

describe('imports', () => {
  test('every file imports only what its folder may', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => isOurs(to) && !mayImport(path, to)).map(({ to }) => `${path} -> ${to}`),
    )
    expect(wrong).toEqual([])
  })

  test('nothing imports in a circle', () => {
    expect(circlesIn(new Map(sources.map(({ path, imports }) => [path, valueImports(imports)])))).toEqual([])
  })

  const fences: [string, RegExp, RegExp][] = [
    ['twilio and werift', /^(?:twilio|werift)\b/, /^server\/src\/telephony\//],
    ['bullmq and ioredis', /^(?:bullmq|ioredis)\b/, /^server\/src\/(?:platform\/|queue\/queue\.redis\.ts)/],
    [
      'drizzle-orm',
      /^drizzle-orm\b/,
      /^server\/src\/(?:platform\/|reporting\/|\w+\/[\w.-]+\.(?:tables|store)\.ts)/,
    ],
    ['socket.io', /^socket\.io$|^@socket\.io\//, /^server\/src\/platform\//],
    ['express', /^express$/, /^server\/src\/(?:platform\/|\w+\/[\w-]+\.webhooks\.ts)/],
    ['better-auth', /^@?better-auth\b/, /^server\/src\/identity\//],
  ]
  test.each(fences)('%s stays behind its fence', (_name, vendor, place) => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('server/') && !place.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter(({ to, isType }) => vendor.test(to) && !isType).map(({ to }) => `${path} -> ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('the law needs zod and nothing else', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('shared/'))
      .flatMap(({ path, imports }) =>
        imports.filter(({ to }) => !isOurs(to) && to !== 'zod').map(({ to }) => `${path} -> ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('only what may run on the server speaks to the machine', () => {
    const machine = new Set(builtinModules)
    const wrong = sources
      .filter(({ path }) => path.startsWith('shared/') || path.startsWith('client/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ to }) => to.startsWith('node:') || machine.has(to))
          .map(({ to }) => `${path} -> ${to}`),
      )
    expect(wrong).toEqual([])
  })
})

const valueImports = (imports: readonly Import[]) =>
  imports.filter(({ to, isType }) => isOurs(to) && !isType).map(({ to }) => to)

/** Each circle once, as the walk meets it. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = []
  const finished = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) circles.push([...trail.slice(at), path].join(' -> '))
    if (at >= 0 || finished.has(path)) return
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path])
    finished.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return circles
}

describe('files', () => {
  test('none is too long to read in one sitting, tests no less than what they test', () => {
    const all = globSync('{shared,server,client,infra,tests}/**/*.{ts,tsx,mts,mjs}', {
      cwd: root,
      exclude: (name) => ['node_modules', 'dist'].includes(name),
    })
    expect(all.length).toBeGreaterThan(files.length)
    const long = all.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 301)
    expect(long).toEqual([])
  })

  test('names say what a thing is', () => {
    const banned = /(?:Service|Manager|Helper|Utils?|Processor|Base|Impl|Data|Info|Item|Misc|Common)$/
    const named = /^export (?:async )?(?:function|const|class|type) (\w+)/gm
    const wrong = sources.flatMap(({ path, text }) =>
      [...text.matchAll(named)].flatMap(([, name = '']) => (banned.test(name) ? [`${path}: ${name}`] : [])),
    )
    expect(wrong).toEqual([])
  })

  test('exports are named', () => {
    const tool = /(?:drizzle|vite|vitest)\.config\.ts$/
    const wrong = sources.filter(({ path, text }) => !tool.test(path) && /^export default/m.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  const guide = join(root, 'ARCHITECTURE.md')
  test.runIf(existsSync(guide))('every file of the reading path exists', () => {
    const named = [
      ...readFileSync(guide, 'utf8').matchAll(/`((?:shared|server|client|infra|tests)\/[\w./-]+\.\w+)/g),
    ]
    const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))
    expect(missing).toEqual([])
    expect(named.length).toBeGreaterThan(0)
  })
})

describe('words', () => {
  /** The word on the left is ours; those on the right mean the same and are not used (product.md). */
  const instead: Record<string, string[]> = {
    contact: ['ticket', 'conversation', 'interaction'],
    caller: ['client', 'customer', 'user'],
    operator: ['agent', 'counselor', 'counsellor'],
    case: ['incident'],
    dispatch: ['mission', 'deployment'],
    team: ['squad', 'crew'],
    page: ['alert', 'notification'],
    shift: ['schedule', 'roster'],
    county: ['tenant', 'site', 'org'],
    handover: ['transfer'],
    fact: ['event', 'log'],
  }
  const banned = new Map(
    Object.entries(instead).flatMap(([ours, others]) => others.map((word) => [word, ours])),
  )
  /** Names that are not ours to choose. */
  const given = new Set(['sessions.user_agent'])

  const wordsIn = (name: string) =>
    name.split(/(?=[A-Z])|[^A-Za-z]+/).map((word) => word.toLowerCase().replace(/s$/, ''))
  const strangersIn = (names: readonly string[]) =>
    names.flatMap((name) => {
      const word = wordsIn(name).find((one) => banned.has(one))
      return word && !given.has(name) ? [`${name}: say ${banned.get(word)} instead of ${word}`] : []
    })

  test('actions, facts, pushes and codes of refusals are named in the words of the house', () => {
    expect(
      strangersIn([...actions, ...factKinds, ...Object.keys(pushes), ...Object.keys(refusalStatus)]),
    ).toEqual([])
  })

  test('tables and columns are named in the words of the house', () => {
    const sql = globSync('server/migrations/*.sql', { cwd: root }).map((path) =>
      readFileSync(join(root, path), 'utf8'),
    )
    const names = sql.flatMap((text) =>
      [...text.matchAll(/CREATE TABLE "(\w+)" \(\n([^;]*)\);/g)].flatMap(([, table = '', columns = '']) => [
        table,
        ...[...columns.matchAll(/^\t"(\w+)"/gm)].map(([, column]) => `${table}.${column}`),
      ]),
    )
    expect(names.length).toBeGreaterThan(20)
    expect(strangersIn(names)).toEqual([])
  })

  test('message keys are named in the words of the house', () => {
    const keys = globSync('shared/src/i18n/ro/*.ts', { cwd: root }).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/^\s+'?([\w.]+)'?:/gm)].map(([, key = '']) => key),
    )
    expect(strangersIn(keys)).toEqual([])
  })
})
