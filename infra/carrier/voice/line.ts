import { setTimeout as sleep } from 'node:timers/promises'
import type { Params } from '../signature.ts'
import type { Document } from '../twiml/read.ts'
import type { Method } from '../webhooks.ts'

/** Where a call goes next: to an address, or into a document already read. */
export type Step =
  | { kind: 'fetch'; url: string; method: Method; extra: Params }
  | { kind: 'play'; document: Document }

/** What breaks into a call: the REST API sends it elsewhere, somebody hangs up, or the network itself stops. */
export type Break = { kind: 'goto'; step: Step } | { kind: 'hang-up' } | { kind: 'cut' }

export class Interrupted extends Error {
  readonly by: Break
  constructor(by: Break) {
    super(by.kind)
    this.by = by
  }
}

/** The network itself is going down: nobody hangs up and nobody is told. */
export function isCut(error: unknown): boolean {
  return error instanceof Interrupted && error.by.kind === 'cut'
}

/** The far end of a call: it can wait, listen for keys, and be broken into at any moment. */
export type Line = {
  /** Seconds of the network, which tests make short. */
  wait(seconds: number): Promise<void>
  /** The next key pressed since `listen`, or nothing after `seconds`. */
  key(seconds: number): Promise<string | undefined>
  race<T>(work: Promise<T>): Promise<T>
  /** False when nothing listens: keys pressed outside a `<Gather>` are lost, as they are at Twilio. */
  press(digits: string): boolean
  /** Keys are kept from here on, or are lost again. */
  listen(on: boolean): void
  break(cause: Break): void
  /** Takes up an interruption. Being hung up is final and stays in force. */
  resume(): Break | undefined
}

type Race = Line['race']

export function openLine(secondMs: number): Line {
  const { race, ...breaking } = openBreaking()
  return {
    ...breaking,
    ...openKeys(race, secondMs),
    race,
    async wait(seconds) {
      const over = new AbortController()
      try {
        await race(sleep(seconds * secondMs, undefined, { signal: over.signal }))
      } finally {
        over.abort()
      }
    },
  }
}

function openBreaking(): Pick<Line, 'race' | 'break' | 'resume'> {
  let broken: Break | undefined
  const stops = new Set<(error: Interrupted) => void>()
  return {
    async race<T>(work: Promise<T>): Promise<T> {
      if (broken) {
        work.catch(() => undefined)
        throw new Interrupted(broken)
      }
      let stop: (error: Interrupted) => void = () => undefined
      const interrupted = new Promise<never>((_, reject) => {
        stop = reject
        stops.add(stop)
      })
      return Promise.race([work, interrupted]).finally(() => stops.delete(stop))
    },
    break(cause) {
      if (broken && broken.kind !== 'goto') return
      broken = cause
      for (const stop of stops) stop(new Interrupted(cause))
    },
    resume() {
      const cause = broken
      if (cause?.kind === 'goto') broken = undefined
      return cause
    },
  }
}

function openKeys(race: Race, secondMs: number): Pick<Line, 'key' | 'press' | 'listen'> {
  const keys: string[] = []
  let listening = false
  let waiting: ((key: string) => void) | undefined
  return {
    async key(seconds) {
      const earlier = keys.shift()
      if (earlier !== undefined) return earlier
      const over = new AbortController()
      const timeout = sleep(seconds * secondMs, undefined, { signal: over.signal })
      const pressed = new Promise<string>((resolve) => {
        waiting = resolve
      })
      try {
        return await race(Promise.race([pressed, timeout]))
      } finally {
        waiting = undefined
        over.abort()
      }
    },
    press(digits) {
      if (!listening) return false
      keys.push(...digits)
      const first = waiting ? keys.shift() : undefined
      if (first !== undefined) waiting?.(first)
      return true
    },
    listen(on) {
      listening = on
      keys.length = 0
    },
  }
}
