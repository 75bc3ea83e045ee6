import { type RawData, WebSocket } from 'ws'
import { asJson, signCall, ToTrunk, type TrunkCall } from '../carrier/trunk/words.ts'

/** The network's end of a call: whoever hears the caller, and may end it. */
export type TrunkLine = {
  says: (frame: Buffer) => void
  presses: (key: string) => void
  hangUp: () => void
}

export type Heard = {
  /** The network has the call. */
  rings: () => void
  answered: () => void
  plays: (frame: Buffer) => void
  /** How the call ended there; nothing where the network is away or will not have it. */
  over: (status: string | undefined) => void
}

const connectsWithinMs = 3_000

export function openTrunkLine(
  network: { url: string; authToken: string },
  call: TrunkCall,
  heard: Heard,
): TrunkLine {
  const socket = new WebSocket(network.url, { handshakeTimeout: connectsWithinMs })
  let ended: string | undefined
  const send = (bytes: Buffer | string) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes)
  }
  socket.on('open', () => {
    send(signCall(call, network.authToken, new Date()))
    heard.rings()
  })
  socket.on('message', (raw: RawData, isBinary: boolean) => {
    if (isBinary) return Buffer.isBuffer(raw) ? heard.plays(raw) : undefined
    const word = ToTrunk.safeParse(asJson(String(raw)))
    if (word.data?.kind === 'answered') heard.answered()
    if (word.data?.kind === 'over') ended = word.data.status
  })
  // What went wrong is told by the end that follows.
  socket.on('error', () => socket.terminate())
  socket.on('close', () => heard.over(ended))
  return {
    says: send,
    presses: (key) => send(JSON.stringify({ kind: 'pressed', digits: key })),
    hangUp: () => socket.close(),
  }
}
