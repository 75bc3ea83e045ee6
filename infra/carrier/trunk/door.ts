import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { inboundLeg } from '../leg.ts'
import type { Network } from '../network.ts'
import type { SocketDoor } from '../sockets.ts'
import type { Sound } from '../sound/frames.ts'
import { openMicrophone } from '../sound/microphone.ts'
import { encode } from '../sound/mulaw.ts'
import { ringIn } from '../voice/inbound.ts'
import {
  asJson,
  FromTrunk,
  openCallOf,
  refusedCode,
  type ToTrunk,
  type TrunkCall,
  trunkPath,
} from './words.ts'

const longestMessage = 16 * 1024
const firstWordWithinMs = 5_000

/** Where calls from a SIP trunk come into the network: its SIP domain. */
export function openTrunk(net: Network): SocketDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage })
  sockets.on('connection', (socket) => attend(net, socket))
  return {
    ...{ path: trunkPath, sockets },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function attend(net: Network, socket: WebSocket): void {
  const silent = setTimeout(() => socket.terminate(), firstWordWithinMs)
  socket.on('error', () => socket.terminate())
  socket.once('close', () => clearTimeout(silent))
  socket.once('message', (raw: RawData, isBinary: boolean) => {
    clearTimeout(silent)
    const call = isBinary ? undefined : openCallOf(String(raw), net.account.authToken, net.now())
    if (call) carry(net, socket, call)
    else socket.close(refusedCode)
  })
}

function carry(net: Network, socket: WebSocket, { source, from, to, headers }: TrunkCall): void {
  const say = (word: ToTrunk) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(word))
  const microphone = openMicrophone()
  const sound: Sound = {
    isSomebody: true,
    says: microphone.says,
    hears: (frame) => socket.readyState === WebSocket.OPEN && socket.send(encode(frame)),
  }
  const domain = 'hotline.sip.twilio.com'
  const leg = inboundLeg(net.account, { source, from, headers, to: `sip:${to}@${domain}` })
  const live = ringIn(net, leg, sound)
  const { sid } = live.call
  const unwatch = net.journal.watch((entry) => {
    if (entry.what === 'call.status' && entry.sid === sid && entry.status === 'in-progress')
      say({ kind: 'answered' })
  })
  socket.on('message', (raw: RawData, isBinary: boolean) => {
    if (isBinary) return microphone.takes(Buffer.isBuffer(raw) ? raw : Buffer.alloc(0))
    const word = FromTrunk.safeParse(asJson(String(raw)))
    if (word.success && live.line.press(word.data.digits))
      net.journal.record({ what: 'call.pressed', sid, digits: word.data.digits })
  })
  // Without its gateway nobody could end the call any more.
  socket.once('close', () => live.line.break({ kind: 'hang-up' }))
  void live.over.then(() => {
    unwatch()
    say({ kind: 'over', status: live.call.status })
    socket.close()
  })
}
