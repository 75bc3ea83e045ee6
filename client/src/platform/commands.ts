import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { type Answered, type Asked, type Command, NoAnswer, sendOnce } from './api.ts'
import { store } from './store.ts'

/**
 * How long a command may wait for the server. `now`: it is only right at this moment (serve me, I am available), so
 * after a few seconds it is refused as `unavailable`. `keep`: what was typed or decided stays right, so it waits as
 * long as the page is open, in order, and is never sent twice.
 */
export type Patience = 'now' | 'keep'
export type ActOptions = { key?: string; patience?: Patience }

const patienceMs: Record<Patience, number> = { now: 8_000, keep: Number.POSITIVE_INFINITY }

type Waiting = { attempt: () => Promise<void>; giveUp: () => void; until: number }

let line: Waiting[] = []
let running = false

/** What waits for the connection, and what became of it since the connection came back. */
export type Unsent = { waiting: number; sent: number; refused: number }
export const unsent = store<Unsent>({ waiting: 0, sent: 0, refused: 0 })

export const forgetSent = (): void => unsent.set({ waiting: line.length, sent: 0, refused: 0 })

/**
 * Sends a command and repeats it under the same key until the server has answered, so that it happens once however
 * often the network fails. While anything waits, later commands queue up behind it: their order is kept.
 */
export function act<A extends Command>(
  action: A,
  input: Asked<A>,
  { key = crypto.randomUUID(), patience = 'now' }: ActOptions = {},
): Promise<Answered<A>> {
  const direct = line.length === 0 ? sendOnce(action, input, key) : Promise.reject(new NoAnswer())
  return direct.catch((failed: unknown) => {
    if (!(failed instanceof NoAnswer)) throw failed
    return inLine(() => sendOnce(action, input, key), Date.now() + patienceMs[patience])
  })
}

function inLine<T>(send: () => Promise<T>, until: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const attempt = async () => {
    try {
      resolve(await send())
      count('sent')
    } catch (failed) {
      if (failed instanceof NoAnswer) throw failed
      reject(failed)
      count('refused')
    }
  }
  line.push({ attempt, giveUp: () => reject(new Refusal('unavailable')), until })
  unsent.set({ ...unsent.get(), waiting: line.length })
  void run()
  return promise
}

const count = (what: 'sent' | 'refused'): void =>
  unsent.set({ ...unsent.get(), [what]: unsent.get()[what] + 1 })

async function run(): Promise<void> {
  if (running) return
  running = true
  for (let tries = 0; line.length > 0; tries++) {
    await pause(Math.min(10_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2))
    if (await drained()) tries = -1
  }
  running = false
}

/** Sends from the head until one gets no answer. True when at least one got through. */
async function drained(): Promise<boolean> {
  let through = false
  for (let head = line[0]; head; head = line[0]) {
    const answered = await head.attempt().then(
      () => true,
      () => false,
    )
    if (answered) line.shift()
    through ||= answered
    if (!answered) break
  }
  const now = Date.now()
  for (const late of line.filter((w) => w.until <= now)) late.giveUp()
  line = line.filter((w) => w.until > now)
  unsent.set({ ...unsent.get(), waiting: line.length })
  return through
}

let wake: () => void = () => {}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    wake = resolve
    setTimeout(resolve, ms)
  })

/** The connection is back: do not wait for the next try. */
export const tryNow = (): void => wake()
