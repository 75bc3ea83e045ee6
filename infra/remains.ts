import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { projectRoot } from './embedded/places.ts'
import { isAlive, killGroup } from './embedded/processes.ts'
import { keep, readKept } from './embedded/secrets.ts'
import { Halt } from './halt.ts'

/** Who supervises this installation and which processes it started, for whoever comes after a kill. */
export type Register = { add(child: { name: string; pid: number }): void; close(): void }

const fileOf = (dataDir: string) => join(dataDir, 'running.json')

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

/** A number may have gone to another program meanwhile: only one that runs our files is ours. */
const isOurs = (pid: unknown): pid is number =>
  typeof pid === 'number' && pid > 0 && isAlive(pid) && commandOf(pid).includes(projectRoot)

/** Ends what a killed supervisor left running, and refuses when it lives. Answers what was ended. */
export async function clearRemains(dataDir: string): Promise<string[]> {
  const { supervisor, ...children } = readKept(fileOf(dataDir))
  if (isOurs(supervisor) && supervisor !== process.pid) {
    throw new Halt(`Veghe already runs here: stop it with Ctrl-C in its terminal, or type kill ${supervisor}`)
  }
  const left = Object.entries(children).filter(([, pid]) => isOurs(pid))
  for (const [, pid] of left) killGroup(Number(pid))
  while (left.some(([, pid]) => isAlive(Number(pid)))) await pause(20)
  return left.map(([name]) => name)
}

export function openRegister(dataDir: string): Register {
  const known: Record<string, number> = { supervisor: process.pid }
  keep(fileOf(dataDir), known)
  return {
    add: ({ name, pid }) => {
      known[name] = pid
      keep(fileOf(dataDir), known)
    },
    close: () => rmSync(fileOf(dataDir), { force: true }),
  }
}
