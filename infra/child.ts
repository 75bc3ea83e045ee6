import { setTimeout as pause } from 'node:timers/promises'
import { withLog } from './embedded/engine.ts'
import { projectRoot } from './embedded/places.ts'
import { endProcess, killGroup, type Running, spawnGroup } from './embedded/processes.ts'

/** One process of the product. `words` are Node's arguments, the program's path first or after its flags. */
export type Part = { name: string; words: string[]; cwd?: string; env: NodeJS.ProcessEnv }

export type Child = {
  name: string
  pid(): number
  /** How often it ended by itself. */
  falls(): number
  stop(): Promise<void>
  kill(): void
}

type Watch = {
  /** Where the child's output goes: a file of this directory, or our own output when undefined. */
  logDir: string | undefined
  say: (line: string) => void
  /** Called with each new process, so that a later run can find what this one left. */
  started: (child: { name: string; pid: number }) => void
}

const shortestPauseMs = 200
const longestPauseMs = 5000
/** After this long a process counts as well again, and the next fall is answered at once. */
const wellAfterMs = 30_000

export const nextPause = (previousMs: number, ranMs: number): number =>
  ranMs > wellAfterMs ? shortestPauseMs : Math.min(Math.max(previousMs * 2, shortestPauseMs), longestPauseMs)

function spawnPart(part: Part, logDir: string | undefined): Running {
  const options = { cwd: part.cwd ?? projectRoot, env: part.env }
  if (logDir === undefined) {
    return spawnGroup(process.execPath, part.words, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  }
  return withLog(logDir, part.name, (log) =>
    spawnGroup(process.execPath, part.words, { ...options, stdio: ['ignore', log, log] }),
  )
}

/** Starts a process and starts it again whenever it ends, slower each time it falls soon. */
export function keepRunning(part: Part, watch: Watch): Child {
  let stopping = false
  let falls = 0
  let running = spawnPart(part, watch.logDir)

  const follow = async () => {
    for (let waitMs = 0; !stopping; ) {
      const from = performance.now()
      watch.started({ name: part.name, pid: running.pid })
      await running.gone
      if (stopping) return
      killGroup(running.pid)
      falls++
      waitMs = nextPause(waitMs, performance.now() - from)
      watch.say(`${part.name} ended by itself: starting it again in ${waitMs / 1000} s`)
      await pause(waitMs)
      if (!stopping) running = spawnPart(part, watch.logDir)
    }
  }
  void follow()

  return {
    name: part.name,
    pid: () => running.pid,
    falls: () => falls,
    stop: async () => {
      stopping = true
      if (running.isAlive()) await endProcess(running, 'SIGTERM', 10_000)
    },
    kill: () => {
      stopping = true
      killGroup(running.pid)
    },
  }
}
