import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, projectRoot } from '../embedded/places.ts'
import { stopWith } from '../halt.ts'
import { listenTo, type Tool } from './tool.ts'

const folders = ['client', 'server', 'shared', 'infra', 'tests']

/** What was found right before need not be looked at again: the second check takes seconds. */
const typesOf = (project: string, name: string): Tool => {
  const memory = join(cacheDir, `types-${name}.json`)
  return { program: 'tsc', words: ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', memory] }
}

/** The slowest first, since two run at a time. */
const checks: [string, Tool][] = [
  ['types', typesOf('tsconfig.json', 'server')],
  ['types of the client', typesOf('client/tsconfig.json', 'client')],
  ['import rules', { program: 'depcruise', words: ['--config', '.dependency-cruiser.cjs', ...folders] }],
  ['dead code', { program: 'knip', words: [] }],
  ['lint and format', { program: 'biome', words: ['ci', '.'] }],
]

const isPresent = ([name]: [string, Tool]) =>
  name !== 'types of the client' || existsSync(join(projectRoot, 'client/src'))

async function check([name, tool]: [string, Tool]): Promise<boolean> {
  const from = performance.now()
  const { code, output } = await listenTo(tool)
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd())
  return code === 0
}

/** As many at a time as this machine has cores for: two. */
async function checkAll(): Promise<boolean> {
  const waiting = checks.filter(isPresent)
  const results: boolean[] = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await check(next))
  }
  await Promise.all([work(), work()])
  return results.every(Boolean)
}

checkAll().then((ok) => process.exit(ok ? 0 : 1), stopWith)
