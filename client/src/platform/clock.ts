import { useSyncExternalStore } from 'react'
import { store } from './store.ts'

let offset = 0

/** How far this computer's clock stands from the server's, in milliseconds; positive when it is behind. */
export const skew = store(0)

/** The server's time: what every figure on the screen is counted from. */
export const serverNow = (): Date => new Date(Date.now() + offset)

/** Half the way there and back is the best guess of when the server looked at its clock. */
export function learnServerTime(server: Date, askedAt: number): void {
  offset = server.getTime() - (askedAt + Date.now()) / 2
  skew.set(offset)
}

/** Hundreds of running counters share one interval; it stops when nobody looks. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let second = 0

function tick(): void {
  second = Math.floor(serverNow().getTime() / 1000)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const current = (): number => {
  if (timer === undefined) second = Math.floor(serverNow().getTime() / 1000)
  return second
}

/** The server's time in milliseconds, to the second. */
export const useNow = (): number => useSyncExternalStore(subscribe, current) * 1000
