import { createSocket, type RemoteInfo } from 'node:dgram'
import { type Call, openCall, unavailable } from './call.ts'
import { calledBy, callerIn } from './caller.ts'
import { type Address, openExchanges } from './exchanges.ts'
import {
  type Answer,
  branchOf,
  faultIn,
  headerOf,
  paramOf,
  readMessage,
  type SipRequest,
  writeResponse,
} from './message.ts'
import { readOffer } from './sdp.ts'
import { allow } from './words.ts'

export type GatewayOptions = {
  /** Where we listen, for words and for sound, and where whoever calls is told to speak to. */
  address: string
  port: number
  /** Nobody else may call. */
  peers: readonly string[]
  mediaPorts: readonly [number, number] | null
  /** So many at once. */
  calls: number
  network: { url: string; authToken: string }
  say: (line: string) => void
}

export type Gateway = { port: number; stop: () => Promise<void> }

const stranger: Answer = { status: 403, reason: 'Forbidden' }
const noSuchCall: Answer = { status: 481, reason: 'Call/Transaction Does Not Exist' }
const ok: Answer = { status: 200, reason: 'OK' }

export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(options.port, options.address, resolve)
  })
  socket.on('error', (error) => options.say(error.message))
  const under = new Set<Promise<void>>()
  const send = (text: string, to: Address): void => {
    const sent = new Promise<void>((resolve) => socket.send(text, to.port, to.address, () => resolve()))
    under.add(sent)
    void sent.then(() => under.delete(sent))
  }
  const { port } = socket.address()
  const desk = openDesk(options, { port, send })
  socket.on('message', desk.hears)
  options.say(`listening on ${options.address}:${port} for ${options.peers.join(', ')}`)
  const close = async (): Promise<void> => {
    desk.close()
    await Promise.all(under)
    await new Promise<void>((resolve) => socket.close(resolve))
  }
  let closed: Promise<void> | undefined
  return {
    port,
    stop: () => {
      closed ??= close()
      return closed
    },
  }
}

type Wire = { port: number; send: (text: string, to: Address) => void }

/** Reads what comes, and says to each request what becomes of it. */
function openDesk(options: GatewayOptions, { port, send }: Wire) {
  const { address, mediaPorts, network, peers, say } = options
  const exchanges = openExchanges(send)
  const calls = new Set<Call>()
  const tally = openTally(say)
  const around = {
    ...{ place: { address, ports: mediaPorts }, host: `${address}:${port}`, network, exchanges },
    over: (call: Call, how: string) => {
      calls.delete(call)
      say(`a call is over: ${how}; ${calls.size} left`)
    },
  }

  const invited = (invite: SipRequest, from: Address): Answer | undefined => {
    if (paramOf(headerOf(invite, 'to'), 'tag')) return isOfSome(invite) ? unchanged : noSuchCall
    const refusal = refusalOf(invite)
    if (refusal) return refusal
    const [to, offer] = [calledBy(invite), readOffer(invite.body)]
    if (to === undefined) return { status: 404, reason: 'Not Found' }
    if (!offer) return unchanged
    if (calls.size >= options.calls) return unavailable
    const wanted = callerIn(invite, { source: from.address, to })
    calls.add(openCall(around, { invite, from, offer, wanted }))
    say(`a call came in; ${calls.size} now`)
    return undefined
  }
  const isOfSome = (request: SipRequest): Call | undefined => [...calls].find((call) => call.isOf(request))
  const heard: Record<string, (request: SipRequest, from: Address) => Answer | undefined> = {
    INVITE: invited,
    OPTIONS: () => ({ ...ok, headers: [allow, 'Accept: application/sdp'] }),
    BYE: (request) => {
      const call = isOfSome(request)
      call?.left()
      return call ? ok : noSuchCall
    },
    CANCEL: (request) => {
      const call = [...calls].find(({ invite }) => branchOf(invite) === branchOf(request))
      if (call) queueMicrotask(call.canceled)
      return call ? ok : noSuchCall
    },
  }
  const acknowledged = (request: SipRequest): void => {
    exchanges.acknowledged(request)
    isOfSome(request)?.acknowledged()
  }
  const serve = (request: SipRequest, from: Address): void => {
    const isKnown = peers.includes(from.address)
    if (request.method === 'ACK') {
      if (isKnown) acknowledged(request)
      return
    }
    const fault = faultIn(request)
    // Strangers and what is malformed are answered once, and nothing is kept of them.
    if (!isKnown || fault) {
      const answer = isKnown ? { status: 400, reason: `Bad ${fault}` } : stranger
      tally(answer.status)
      send(writeResponse(request, { tag: 'none', ...answer }, from), from)
      return
    }
    if (exchanges.isRepeated(request)) return
    const act = Object.hasOwn(heard, request.method) ? heard[request.method] : undefined
    const answer = act ? act(request, from) : { status: 405, reason: 'Method Not Allowed', headers: [allow] }
    if (!answer) return
    if (answer.status >= 300) tally(answer.status)
    const text = writeResponse(request, { tag: 'none', ...answer }, from)
    if (request.method === 'INVITE') exchanges.insist(request, text, { to: from })
    else exchanges.answer(request, text, from)
  }
  return {
    hears: (bytes: Buffer, { address: whence, port: at }: RemoteInfo) => {
      const message = readMessage(bytes)
      if (!message) return
      if ('method' in message) serve(message, { address: whence, port: at })
      else if (peers.includes(whence)) exchanges.replied(message)
    },
    close: () => {
      for (const call of [...calls]) call.end()
      exchanges.close()
    },
  }
}

/** Neither another codec nor a hold: a call stays as it began. */
const unchanged: Answer = { status: 488, reason: 'Not Acceptable Here' }

/** What a border controller may ask for and we do not do. */
function refusalOf(invite: SipRequest): Answer | undefined {
  const required = headerOf(invite, 'require')
  if (required) return { status: 420, reason: 'Bad Extension', headers: [`Unsupported: ${required}`] }
  if (!/^sip:/i.test(invite.uri) && !/^tel:/i.test(invite.uri))
    return { status: 416, reason: 'Unsupported URI Scheme' }
  const type = headerOf(invite, 'content-type')
  if (invite.body && !/^application\/sdp\s*(?:;|$)/i.test(type))
    return { status: 415, reason: 'Unsupported Media Type', headers: ['Accept: application/sdp'] }
  return undefined
}

/** A stranger who tries all night must not fill a disk: the first, the tenth, the hundredth. */
function openTally(say: (line: string) => void): (status: number) => void {
  const counts = new Map<number, number>()
  return (status) => {
    const count = (counts.get(status) ?? 0) + 1
    counts.set(status, count)
    if (/^10*$/.test(String(count))) say(`answered ${status} ${count === 1 ? 'once' : `${count} times`}`)
  }
}
