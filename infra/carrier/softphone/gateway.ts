import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Network } from '../network.ts'
import type { SocketDoor } from '../sockets.ts'
import { type Message, readMessage, type Say, sayTo } from './messages.ts'
import { openSession } from './session.ts'

/** Twilio's own path. */
const path = '/signal'
/** The library takes a connection on which nothing comes for fifteen seconds for a dead one. */
const beatMs = 5_000
const longestMessage = 64 * 1024

/** Where softphones come in: what Twilio's own library for browsers says and expects to hear, over a websocket. */
export function openGateway(net: Network): SocketDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage })
  sockets.on('connection', (socket) => attend(net, socket))
  const timer = setInterval(() => {
    for (const socket of sockets.clients) socket.send('\n')
  }, beatMs)
  timer.unref()
  return {
    ...{ path, sockets },
    close() {
      clearInterval(timer)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function attend(net: Network, socket: WebSocket): void {
  const say: Say = sayTo(socket)
  const session = openSession(net, say)
  socket.on('message', (raw: RawData) => {
    const message: Message | undefined = readMessage(String(raw))
    if (message) session.hear(message)
  })
  // Without its signalling nobody could end a call any more.
  socket.on('close', session.leave)
  socket.on('error', () => socket.terminate())
}
