// Behind every npm script. It brings Node 24 and the packages, then hands over. It must stay free of
// dependencies and valid on Node 20.19, since that is all a bare machine has.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cache = join(root, '.cache')
const startedAt = Number(process.env.VEGHE_STARTED_AT ?? Date.now())

const nodeVersion = '24.21.0'
const pnpm = 'pnpm@12.21.0'
const integrity = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}

const programs = {
  start: ['infra/supervise.ts'],
  dev: ['infra/supervise.ts', '--dev'],
  test: ['infra/commands/test.ts'],
  a11y: ['infra/commands/test.ts', '--project', 'a11y'],
  check: ['infra/commands/check.ts'],
  format: ['infra/commands/format.ts'],
  build: ['infra/commands/build.ts'],
  'db:new': ['infra/commands/db-new.ts'],
  'facts:verify': ['infra/commands/facts-verify.ts'],
  doctor: ['infra/commands/doctor.ts'],
  reset: ['infra/commands/reset.ts'],
  bench: ['tests/load/run.ts'],
  faults: ['tests/faults/run.ts'],
  carrier: ['infra/carrier/cli.ts'],
  sip: ['infra/sip-gateway/main.ts'],
  reserve: ['server/src/reserve.ts'],
}

// Always on stderr, so that a command's own output can be piped.
const say = (line) => console.error(`[veghe ${((Date.now() - startedAt) / 1000).toFixed(1)}s] ${line}`)

function halt(sentence) {
  console.error(`veghe: ${sentence}`)
  process.exit(1)
}

/** The line that names the cause; npm buries it under advice. */
function reasonOf(result) {
  const lines = (result.stderr || result.error?.message || '').trim().split('\n')
  return lines.find((line) => /^npm error/.test(line)) ?? lines.at(-1)
}

/** One launcher at a time changes `.cache` and `node_modules`; a lock whose maker has died is nobody's. */
async function alone(work) {
  const lock = join(cache, 'launcher.lock')
  for (let told = false; !tryLock(lock); await pause(300)) {
    if (!told) say('another start is installing here: waiting for it')
    told = true
  }
  try {
    for (const name of readdirSync(cache).filter((entry) => /^node-.*\.new-/.test(entry))) {
      rmSync(join(cache, name), { recursive: true, force: true })
    }
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isLauncher(Number(readFileSync(lock, 'utf8')))) return false
  rmSync(lock, { force: true })
  return tryLock(lock)
}

/** Its number may have gone to another program, or to nobody who will ever collect it (state Z). */
function isLauncher(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  if (!existsSync('/proc/self/cmdline')) return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('run.mjs')
  } catch {
    return false
  }
}

const home = join(cache, `node-${nodeVersion}`)
const ownNode = join(home, 'bin/node')
const mark = join(home, 'whole')

/** The mark holds the size of the program, so a half-written or cut-off copy is never taken for the whole. */
function hasOwnNode() {
  if (!existsSync(ownNode)) return false
  const size = String(statSync(ownNode).size)
  if (existsSync(mark)) return readFileSync(mark, 'utf8') === size
  if (!runsHere(ownNode)) return false
  writeFileSync(mark, size)
  return true
}

const runsHere = (node) =>
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${nodeVersion}`

function fetchNode(platform) {
  say(`this is Node ${process.versions.node}: fetching Node ${nodeVersion} from the npm registry`)
  const beside = `${home}.new-${process.pid}`
  mkdirSync(beside, { recursive: true })
  const name = `node-${platform}@${nodeVersion}`
  const packed = spawnSync('npm', ['pack', name, '--pack-destination', beside], {
    cwd: root,
    encoding: 'utf8',
  })
  const archive = readdirSync(beside).find((file) => file.endsWith('.tgz'))
  if (packed.status !== 0 || !archive) {
    rmSync(beside, { recursive: true, force: true })
    halt(
      `Node ${nodeVersion} could not be fetched (${reasonOf(packed)}): see whether the registry answers with npm ping, or install Node 24, and start again.`,
    )
  }
  unpackNode(beside, archive, integrity[platform])
  rmSync(home, { recursive: true, force: true })
  renameSync(beside, home)
  say(`Node ${nodeVersion} is ready`)
}

function unpackNode(place, archive, wanted) {
  const file = join(place, archive)
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
  const refuse = (sentence) => {
    rmSync(place, { recursive: true, force: true })
    halt(sentence)
  }
  if (found !== wanted)
    refuse(
      `The Node ${nodeVersion} that arrived is not the one we know: type npm cache clean --force and start again.`,
    )
  const unpacked = spawnSync('tar', ['-xzf', file, '-C', place, '--strip-components=1', 'package/bin/node'], {
    encoding: 'utf8',
  })
  if (unpacked.status !== 0)
    refuse(
      `Node ${nodeVersion} could not be unpacked (${reasonOf(unpacked)}): type sudo apt-get install -y tar, look at the free space with df -h, and start again.`,
    )
  rmSync(file)
  const exe = join(place, 'bin/node')
  if (!runsHere(exe))
    refuse(
      `The Node ${nodeVersion} of the npm registry does not run on this system: install Node 24 yourself and start again.`,
    )
  writeFileSync(join(place, 'whole'), String(statSync(exe).size))
}

const isNew = Number(process.versions.node.split('.')[0]) >= 24

function needsNode() {
  if (isNew || hasOwnNode()) return false
  const platform = `${process.platform}-${process.arch}`
  if (!integrity[platform]) {
    const command = process.platform === 'darwin' ? 'brew install node@24' : 'nvm install 24'
    halt(`Veghe needs Node 24 and this is ${process.versions.node}: type ${command} and start again.`)
  }
  return true
}

const stamp = join(root, 'node_modules/.veghe-lock')

/** Everything that decides what stands in node_modules. */
function wantedStamp() {
  const hash = createHash('sha256')
  const folders = ['', 'client', 'infra', 'server', 'shared', 'tests'].map((folder) =>
    join(root, folder, 'package.json'),
  )
  for (const file of [join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml'), ...folders])
    hash.update(readFileSync(file))
  return hash.digest('hex')
}

const needsPackages = () => !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wantedStamp()

function installPackages(env) {
  say('installing the packages (the first time some 40 s)')
  rmSync(stamp, { force: true })
  const installed = spawnSync('npx', ['--yes', pnpm, 'install', '--frozen-lockfile'], {
    cwd: root,
    env: { ...env, CI: 'true' },
    stdio: ['ignore', 2, 2],
  })
  if (installed.error?.code === 'ENOENT')
    halt('npx is missing: install npm, which brings it, and start again.')
  if (installed.status !== 0)
    halt(
      `The packages could not be installed: see above; to try by hand type npx --yes ${pnpm} install --frozen-lockfile`,
    )
  writeFileSync(stamp, wantedStamp())
  say('packages installed')
}

function environment(node) {
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  // What Node made of the sources last time is kept: a start spends half as long reading them.
  const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cache, 'compiled') }
  return { ...process.env, ...compiled, PATH: path, VEGHE_STARTED_AT: String(startedAt) }
}

function openCache() {
  try {
    mkdirSync(cache, { recursive: true })
    const probe = join(cache, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    halt(
      `${root} cannot be written (${error.code}): type sudo chown -R "$(id -un)" '${root}' and start again.`,
    )
  }
}

/** A signal sent to npm ends the shell between npm and us, and that shell passes nothing on. */
function stopWithParent(child) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 300)
}

function handOver(node, [file, ...words], env) {
  // Over the fourth channel the supervisor notices when this process is killed.
  const stdio = ['inherit', 'inherit', 'inherit', ...(file === 'infra/supervise.ts' ? ['ipc'] : [])]
  const child = spawn(node, [join(root, file), ...words, ...process.argv.slice(3)], { cwd: root, stdio, env })
  // In a terminal Ctrl-C reaches the child by itself; passing it on would make it a second one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) stopWithParent(child)
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

const [, , command = ''] = process.argv
const program = programs[command]
if (!program) halt(`There is no command "${command}": choose one of ${Object.keys(programs).join(', ')}.`)
if (!existsSync(join(root, program[0])))
  halt(`${command} is not in this copy of Veghe: ${program[0]} is missing.`)
openCache()
const node = isNew ? process.execPath : ownNode
if (needsNode() || needsPackages()) {
  await alone(() => {
    if (needsNode()) fetchNode(`${process.platform}-${process.arch}`)
    if (needsPackages()) installPackages(environment(node))
  })
}
handOver(node, program, environment(node))
