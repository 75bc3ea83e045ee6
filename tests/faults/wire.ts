import { WebSocket } from 'ws'

/** A socket to the product that comes back by itself, speaking just enough of socket.io to be let in. */
export type Wire = {
  isUp: () => boolean
  /** Counts the times it came up, so that what was asked before can be told from what was asked after. */
  times: () => number
  send: (frame: string) => void
  close: () => void
}

export type WireParts = {
  /** Where to go now; nothing while no web runs. */
  url: () => string | undefined
  headers: Record<string, string>
  onUp: () => void
  onFrame: (frame: string) => void
}

/* As the client has it: a line that says nothing for so long is dead, and coming back is spread out. */
const silentMs = 12_000
const firstPauseMs = 500
const longestPauseMs = 1_000
const lookMs = 2_000

export function openWire({ url, headers, onUp, onFrame }: WireParts): Wire {
  let socket: WebSocket | undefined
  let [isUp, isClosed] = [false, false]
  let [times, attempts, heardAt] = [0, 0, 0]

  const hear = (frame: string) => {
    heardAt = performance.now()
    if (frame === '2') socket?.send('3')
    else if (frame.startsWith('42')) onFrame(frame)
    else if (frame.startsWith('0')) socket?.send('40')
    else if (frame.startsWith('40')) {
      ;[isUp, attempts] = [true, 0]
      times += 1
      onUp()
    } else if (frame.startsWith('44')) socket?.terminate()
  }
  const again = () => {
    isUp = false
    if (isClosed) return
    const wait = Math.min(firstPauseMs * 2 ** attempts, longestPauseMs) * (0.5 + Math.random())
    attempts += 1
    setTimeout(connect, wait)
  }
  const connect = () => {
    const address = url()
    if (isClosed) return
    if (!address) return again()
    const query = '/live/?EIO=4&transport=websocket'
    const options = { headers, perMessageDeflate: false, handshakeTimeout: 10_000 }
    socket = new WebSocket(address.replace(/^http/, 'ws') + query, options)
    heardAt = performance.now()
    socket.on('message', (bytes) => hear(bytes.toString()))
    socket.on('error', () => {})
    socket.on('close', again)
  }
  const look = setInterval(() => {
    if (performance.now() - heardAt > silentMs) socket?.terminate()
  }, lookMs)
  connect()
  return {
    isUp: () => isUp,
    times: () => times,
    send: (frame) => {
      if (isUp) socket?.send(frame)
    },
    close: () => {
      isClosed = true
      clearInterval(look)
      socket?.close()
    },
  }
}
