import { type SpawnOptions, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process of ours, started now or found running. `gone` resolves when it has ended, wanted or not. */
export type Running = { pid: number; gone: Promise<void>; isAlive(): boolean }

/** The third field of /proc/<pid>/stat, after the name in brackets: `Z` is dead and only waits to be reaped. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z'
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/**
 * Starts a process as leader of its own group, so that Ctrl-C in the terminal does not reach it before its
 * turn and the group can be killed as a whole.
 */
export function spawnGroup(command: string, args: string[], options: SpawnOptions): Running {
  const child = spawn(command, args, { ...options, detached: true })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.unref()
  const pid = child.pid ?? 0
  return { pid, gone, isAlive: () => pid > 0 && child.exitCode === null && child.signalCode === null }
}

/** A process that an earlier run started: nobody tells us of its end, so it is looked at. */
export function adopt(pid: number): Running {
  const watch = async () => {
    while (isAlive(pid)) await pause(200, undefined, { ref: false })
  }
  return { pid, gone: watch(), isAlive: () => isAlive(pid) }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    if (pid > 0) process.kill(pid, name)
  } catch {
    // It ended in between, which is what was wanted.
  }
}

export function killGroup(pid: number): void {
  try {
    if (pid > 0) process.kill(-pid, 'SIGKILL')
  } catch {
    signal(pid, 'SIGKILL')
  }
}

/** Waits for the end; holds this process open meanwhile, since children here do not. */
async function ended(running: Running, patienceMs = 2 ** 31 - 1): Promise<boolean> {
  const patience = new AbortController()
  const timeout = pause(patienceMs, false, { signal: patience.signal }).catch(() => false)
  const end = await Promise.race([running.gone.then(() => true), timeout])
  patience.abort()
  return end
}

/** Asks politely, then less so: resolves once the process has ended. */
export async function endProcess(running: Running, ask: NodeJS.Signals, patienceMs: number): Promise<void> {
  signal(running.pid, ask)
  if (await ended(running, patienceMs)) return
  killGroup(running.pid)
  await ended(running)
}

export async function killProcess(running: Running): Promise<void> {
  signal(running.pid, 'SIGKILL')
  await ended(running)
}

/**
 * The processes that work inside a directory. Both engines change into their data directory, and every
 * Postgres backend leads its own process group, so this finds what a killed postmaster left behind and a
 * group kill would miss. Linux only; elsewhere nothing is found and the engine's own lock decides.
 */
export function processesIn(directory: string): number[] {
  const place = realpathSync(directory)
  return numbersIn('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === place && pid !== process.pid
    } catch {
      return false
    }
  })
}

function numbersIn(directory: string): number[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Ends whatever still works inside `directory` and says how many that were. */
export async function clearLeftovers(directory: string): Promise<number> {
  const left = processesIn(directory)
  for (const pid of left) signal(pid, 'SIGKILL')
  while (left.some(isAlive)) await pause(20)
  return left.length
}
