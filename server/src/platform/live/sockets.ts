import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { PushName } from '@veghe/shared/api.ts'
import { type DefaultEventsMap, Server } from 'socket.io'
import type { Actor } from '../context.ts'

export type Person = Extract<Actor, { kind: 'person' }>

/** The session cookie is asked again while the socket lasts, so it is kept; it goes nowhere. */
export type SocketMemory = { actor: Person; headers: Headers; contactId?: string | undefined }

type Said = { present: (body: unknown) => void }
export type Live = Server<Said, DefaultEventsMap, DefaultEventsMap, SocketMemory>

/**
 * Websocket only, small messages only, and nothing kept for those who come back: a snapshot and the digest heal.
 * Compression would cost each of the readers its own copy of every push.
 */
export function openSockets(http: HttpServer): Live {
  const io: Live = new Server(http, {
    path: '/live',
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 4_096,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    cleanupEmptyChildNamespaces: true,
  })
  io.engine.on('connection', writeAtOnce)
  return io
}

type Wire = {
  request: IncomingMessage
  on: (event: 'flush' | 'drain', heard: () => void) => void
}

/** What has gathered for one reader leaves in one write, not in one for each message. */
function writeAtOnce(wire: Wire): void {
  const { socket } = wire.request
  wire.on('flush', () => socket.cork())
  wire.on('drain', () => socket.uncork())
}

/** Encoded once for the whole room, to the sockets of this process only: never through Redis. */
export function emitHere(
  io: Live,
  rooms: string[],
  message: { name: PushName | 'digest'; body: unknown },
): void {
  io.local.to(rooms).emit(message.name, message.body)
}
