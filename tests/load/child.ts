import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Child = {
  /** Sends a message and resolves with the answer that carries the named part. */
  ask: (message: object | null, part: string) => Promise<unknown>
  stop: () => Promise<void>
}

/** Another process of the bench or of the product; resolves when it says that it is ready. */
export async function start(file: URL, env: NodeJS.ProcessEnv): Promise<Child> {
  const child: ChildProcess = fork(fileURLToPath(file), {
    env: { ...process.env, ...env },
    stdio: ['ignore', process.env.VEGHE_BENCH_VERBOSE ? 'inherit' : 'ignore', 'inherit', 'ipc'],
  })
  const ask = (message: object | null, part: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const hear = (answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || !(part in answer)) return
        child.off('message', hear)
        child.off('exit', gone)
        resolve(Object.entries(answer).find(([name]) => name === part)?.[1])
      }
      const gone = (code: number | null) => reject(new Error(`${file.pathname} ended with ${code}.`))
      child.on('message', hear)
      child.once('exit', gone)
      if (message) child.send(message)
    })
  await ask(null, 'ready')
  return {
    ask,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
