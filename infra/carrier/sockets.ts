import type { Server } from 'node:http'
import type { WebSocketServer } from 'ws'

/** Where websockets of one kind come in. */
export type SocketDoor = { path: string; sockets: WebSocketServer; close(): void }

/** All doors are on the network's one port. */
export function openDoors(server: Server, doors: readonly SocketDoor[]): void {
  server.on('upgrade', (request, socket, head) => {
    const [path] = (request.url ?? '').split('?')
    const sockets = doors.find((door) => door.path === path)?.sockets
    if (!sockets) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })
}
