import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Halt } from '../halt.ts'
import type { Running } from './processes.ts'

/** What Postgres and Redis have in common for those who start, watch, break and stop them. */
export type Engine = {
  /** In words, for the terminal: where it came from, or that a running one was taken over. */
  how: string
  /** It ran before we came: whoever started it also stops it. */
  adopted: boolean
  /** The process behind it; undefined when somebody else runs it. */
  running(): Running | undefined
  stop(): Promise<void>
  /** Ends the process without warning, for drills: what it leaves behind is left behind. */
  kill9(): Promise<void>
  /** Starts it again on the same port and files, clearing first what a killed one left. */
  restart(): Promise<void>
}

export type EngineOptions = {
  /** Where this instance keeps files, passwords and its port: `.data`, or a temporary place. */
  dir: string
  /** Off only for throwaway test engines; measurements and real use keep it on. */
  durable?: boolean
  /** Looked at for an external engine. Pass `{}` to get an engine of one's own whatever the shell says. */
  env?: NodeJS.ProcessEnv
  say?: (line: string) => void
}

/** An engine that the person running Veghe named: never stopped, never killed. */
export function externalEngine(how: string): Engine {
  const refuse = async () => {
    throw new Halt(`The engine named by ${how} is not ours to stop or break.`)
  }
  return {
    how,
    adopted: true,
    running: () => undefined,
    stop: async () => {},
    kill9: refuse,
    restart: refuse,
  }
}

const enoughLog = 5_000_000

/** Appends to the engine's log, starting anew when the last one grew long. Returns a descriptor to close. */
export function openLog(dir: string, engine: string): number {
  mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o700 })
  const path = logPath(dir, engine)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return openSync(path, size > enoughLog ? 'w' : 'a', 0o600)
}

export const logPath = (dir: string, engine: string): string => join(dir, 'logs', `${engine}.log`)

/** The engine's own last words, for the sentence that says why it did not start. */
export function lastWords(dir: string, engine: string, pattern: RegExp): string {
  const lines = readFileSync(logPath(dir, engine), 'utf8').trimEnd().split('\n').slice(-20)
  return (lines.findLast((line) => pattern.test(line)) ?? lines.at(-1) ?? 'no output').trim()
}

/** Runs `work` with the engine's log open, so that the descriptor is not left behind. */
export function withLog<T>(dir: string, engine: string, work: (log: number) => T): T {
  const log = openLog(dir, engine)
  try {
    return work(log)
  } finally {
    closeSync(log)
  }
}
