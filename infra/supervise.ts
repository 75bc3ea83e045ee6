import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Child, keepRunning, nextPause, type Part } from './child.ts'
import { buildClient } from './client.ts'
import { type Engine, lastWords, logPath } from './embedded/engine.ts'
import { startEngines } from './embedded/engines.ts'
import { dataDir, openDir, projectRoot } from './embedded/places.ts'
import { isPortFree } from './embedded/ports.ts'
import { signal } from './embedded/processes.ts'
import { greeting } from './greeting.ts'
import { Halt, stopWith } from './halt.ts'
import { program, wordsFor } from './program.ts'
import { say } from './progress.ts'
import { clearRemains, openRegister, type Register } from './remains.ts'
import { environmentFor, readSettings, type Settings } from './settings.ts'

type Engines = Awaited<ReturnType<typeof startEngines>>

process.on('uncaughtException', stopWith)

const isDev = process.argv.includes('--dev')
const settings = readSettings(process.env)
const place = openDir(dataDir())
const children: Child[] = []
let starting: Promise<Engines> | undefined
let engines: Engine[] = []
let register: Register | undefined
let stopping = false

/** In the order in which they are stopped. */
function parts(env: NodeJS.ProcessEnv): Part[] {
  const flags = isDev ? ['--watch'] : []
  const part = (name: string, path: string): Part => ({ name, words: [...flags, ...wordsFor(path)], env })
  const vite = program('client/node_modules/vite/bin/vite.js')
  const pages: Part = { name: 'pages', words: [vite, 'build', '--watch'], cwd: program('client'), env }
  return [
    part('web', 'server/src/web.ts'),
    part('worker', 'server/src/worker.ts'),
    part('watchdog', 'server/src/watchdog.ts'),
    ...(settings.standIn ? [part('carrier', 'infra/carrier/main.ts')] : []),
    ...(isDev ? [pages] : []),
  ]
}

async function refuseTakenPorts({ port, carrierPort, standIn }: Settings): Promise<void> {
  const wanted = [
    { name: 'VEGHE_PORT', number: port, host: '0.0.0.0' },
    ...(standIn ? [{ name: 'VEGHE_CARRIER_PORT', number: carrierPort, host: '127.0.0.1' }] : []),
  ]
  for (const { name, number, host } of wanted) {
    if (await isPortFree(number, host)) continue
    throw new Halt(
      `Port ${number} is in use: stop the program that holds it, or type ${name}=${number + 100} npm start`,
    )
  }
}

/** Starts an engine again whenever it ends by itself. One that is not ours is left to its owner. */
async function watchEngine(name: string, engine: Engine): Promise<void> {
  for (let waitMs = 0; engine.running() && !stopping; ) {
    const from = performance.now()
    await engine.running()?.gone
    if (stopping) return
    waitMs = nextPause(waitMs, performance.now() - from)
    say(`${name} ended by itself: starting it again in ${waitMs / 1000} s`)
    await pause(waitMs)
    if (!stopping) await engine.restart().catch((error: Error) => say(error.message))
  }
}

async function migrate(env: NodeJS.ProcessEnv, ownerUrl: string): Promise<void> {
  const options = { cwd: projectRoot, env: { ...env, DATABASE_OWNER_URL: ownerUrl } }
  try {
    await promisify(execFile)(process.execPath, wordsFor('server/src/migrate.ts'), options)
  } catch (error) {
    throw new Halt(
      `The database could not be brought up to date: ${error instanceof Error ? error.message : error}`,
    )
  }
}

async function waitUntilReady(web: Child): Promise<void> {
  const address = `http://127.0.0.1:${settings.port}/readyz`
  while (!stopping) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (answer?.ok) return
    if (web.falls() >= 4 && !isDev) {
      throw new Halt(
        `web does not start: ${lastWords(place, 'web', /error|refus/i)} (${logPath(place, 'web')})`,
      )
    }
    await pause(100)
  }
}

async function start(): Promise<void> {
  const left = await clearRemains(place)
  if (left.length > 0) say(`a killed run had left ${left.join(', ')} behind: ended`)
  await refuseTakenPorts(settings)
  const records = openRegister(place)
  register = records
  starting = startEngines({ dir: place, say })
  const [{ postgres, redis }] = await Promise.all([starting, isDev ? undefined : buildClient(say)])
  say(`${postgres.how}; ${redis.how}`)
  engines = [redis, postgres]
  void watchEngine('Postgres', postgres)
  void watchEngine('Redis', redis)
  const { appUrl, authUrl } = postgres
  const env = environmentFor(settings, { appUrl, authUrl, redisUrl: redis.url, dataDir: place }, process.env)
  if (stopping) return
  await migrate(env, postgres.ownerUrl)
  if (stopping) return
  say('database up to date')
  const logDir = isDev || settings.mode === 'production' ? undefined : place
  for (const part of parts(env)) children.push(keepRunning(part, { logDir, say, started: records.add }))
  const [web] = children
  if (web) await waitUntilReady(web)
  if (!stopping) say('ready')
  if (!stopping) console.log(greeting(settings, place))
}

/** web, worker, watchdog, carrier, Redis, Postgres: nobody loses what they stand on before they have ended. */
async function stop(): Promise<void> {
  stopping = true
  for (const child of children) await child.stop()
  const started = await starting?.catch(() => undefined)
  await started?.redis.stop()
  await started?.postgres.stop()
  register?.close()
}

let askedAt: number | undefined

/** One Ctrl-C may arrive twice, from the terminal and from npm; a person's second one comes later. */
function asked(): void {
  const now = performance.now()
  if (askedAt === undefined) {
    askedAt = now
    say('stopping')
    stop().then(() => {
      say('stopped')
      process.exit(0)
    }, stopWith)
  } else if (now - askedAt > 700) {
    for (const child of children) child.kill()
    for (const engine of engines) signal(engine.running()?.pid ?? 0, 'SIGKILL')
    say('killed')
    process.exit(130)
  }
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, asked)
// The launcher is gone without a word: nobody is left to stop us.
process.on('disconnect', asked)

start().catch(async (error) => {
  if (!stopping) await stop()
  stopWith(error)
})
