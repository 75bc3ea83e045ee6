import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { projectRoot } from '../../infra/embedded/places.ts'
import { wordsFor } from '../../infra/program.ts'

/** One process of the product: the very program that `npm start` runs, started and ended by the drill. */
export type Process = {
  name: string
  /** It is there and has not been asked to stop: whoever shares out requests sends it some. */
  isServing: () => boolean
  /** Resolves when it says that it is ready; rejects with its last words when it ends before that. */
  start: () => Promise<void>
  kill9: () => Promise<void>
  /** As a deployment does: asks it to stop and waits until it has. Resolves with its exit code. */
  stop: () => Promise<number | null>
}

/** `name` is that of its file in `server/src`. */
export type Program = { name: string; env: NodeJS.ProcessEnv; logFile: string }

export function openProcess({ name, env, logFile }: Program): Process {
  let child: ChildProcess | undefined
  let gone: Promise<number | null> = Promise.resolve(null)
  let isServing = false
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child?.kill(signal)
    return gone
  }
  return {
    name,
    isServing: () => isServing,
    start: async () => {
      const started = spawnInto(logFile, wordsFor(`server/src/${name}.ts`), env)
      child = started
      gone = new Promise((resolve) => started.once('exit', resolve))
      void gone.then(() => {
        if (child === started) isServing = false
      })
      const isReady = new Promise<boolean>((resolve) => {
        started.once('message', () => resolve(true))
        started.once('exit', () => resolve(false))
      })
      isServing = await isReady
      if (!isServing) throw new Error(`${name} did not start: ${lastWords(logFile)}`)
    },
    kill9: async () => {
      await end('SIGKILL')
    },
    stop: () => {
      isServing = false
      return end('SIGTERM')
    },
  }
}

/** The fourth channel tells when it is ready, and ends it when the drill itself is killed. */
function spawnInto(logFile: string, words: string[], env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true })
  const output = openSync(logFile, 'a', 0o600)
  try {
    return spawn(process.execPath, words, {
      ...{ cwd: projectRoot, env, detached: true },
      stdio: ['ignore', output, output, 'ipc'],
    })
  } finally {
    closeSync(output)
  }
}

export const lastWords = (logFile: string): string =>
  readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-3).join(' | ')
