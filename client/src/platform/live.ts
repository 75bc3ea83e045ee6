import { type PushName, pushes } from '@veghe/shared/api.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { tryNow } from './commands.ts'
import { store } from './store.ts'

/** What the screen knows of its line to the server. `since` is when it was lost. */
export type Connection = { up: true } | { up: false; since: number; attempt: number }

export const Digest = z.object({
  push: z.string(),
  count: z.int(),
  hash: z.string(),
  at: z.coerce.date(),
})
export type Digest = z.infer<typeof Digest>

export const connection = store<Connection>({ up: false, since: Date.now(), attempt: 0 })
/** When anything was last heard from the server, on this computer's clock. */
export const heardAt = store(0)

/** Digests come every five seconds: after this long without a word the line is dead, closed or not. */
const silentMs = 12_000

const socket: Socket = io({
  path: '/live',
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelay: 500,
  // Spread over a second, so that everybody is back five seconds after the server is.
  reconnectionDelayMax: 1_000,
  randomizationFactor: 0.5,
  // When everybody comes at once, whoever waits is served in turn; to ask again would only lengthen the line.
  timeout: 10_000,
})

let held: ContactId | null = null
let hasHeard = false

const isPush = (name: string): name is PushName => Object.hasOwn(pushes, name)

/** Opens the one socket of this page; it stays until `closeLive`. The session cookie says who listens. */
export function openLive(): () => void {
  socket.connect()
  const beat = setInterval(() => {
    if (socket.connected) socket.emit('present', { contactId: held })
    if (socket.connected && hasHeard && Date.now() - heardAt.get() > silentMs) socket.disconnect().connect()
  }, 1_000)
  return () => {
    clearInterval(beat)
    socket.disconnect()
  }
}

/** The contact this screen holds: the heartbeat says so once a second, and its silence gives the contact back. */
export function holds(contactId: ContactId | null): void {
  held = contactId
}

type Hear = (name: PushName, body: unknown) => void
const hearers = new Set<Hear>()
const digesters = new Set<(digest: Digest) => void>()
const returners = new Set<() => void>()

/** Everything pushed, as it came; boards and records parse it by its schema. */
export function onPush(hear: Hear): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

export function onDigest(hear: (digest: Digest) => void): () => void {
  digesters.add(hear)
  return () => digesters.delete(hear)
}

/** Each time the line comes up: what was missed meanwhile must be asked for. */
export function onReturn(hear: () => void): () => void {
  returners.add(hear)
  return () => returners.delete(hear)
}

const lose = (attempt: number): void => {
  const now = connection.get()
  connection.set({ up: false, since: now.up ? Date.now() : now.since, attempt })
}

const word = (): void => heardAt.set(Date.now())

socket.on('connect', () => {
  hasHeard = false
  word()
  connection.set({ up: true })
  tryNow()
  for (const hear of returners) hear()
})
socket.on('disconnect', (reason) => {
  lose(0)
  // The server cut it: a role was taken away or the session ended. Coming back asks who we are now.
  if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500 + Math.random() * 1000)
})
socket.on('connect_error', () => {
  lose(0)
  if (!socket.active) setTimeout(() => socket.connect(), 2_000 + Math.random() * 3000)
})
socket.io.on('reconnect_attempt', (attempt) => lose(attempt))
socket.io.on('ping', word)

socket.onAny((name: string, body: unknown) => {
  word()
  if (name === 'digest') {
    hasHeard = true
    const digest = Digest.safeParse(body)
    if (digest.success) for (const hear of digesters) hear(digest.data)
  } else if (isPush(name)) for (const hear of hearers) hear(name, body)
})
