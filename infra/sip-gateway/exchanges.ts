import { branchOf, headerOf, type SipRequest, type SipResponse } from './message.ts'

export type Address = { address: string; port: number }

/** UDP loses what it likes: what was answered is answered again, and what was asked is asked again. */
export type Exchanges = {
  /** True when this very request came before; whoever sent it is told again what they were told then. */
  isRepeated: (request: SipRequest) => boolean
  answer: (request: SipRequest, text: string, to: Address) => void
  /** The last word on a call, said again until it is acknowledged; told when it never was. */
  insist: (invite: SipRequest, text: string, wish: { to: Address; unheard?: () => void }) => void
  acknowledged: (message: SipRequest) => void
  ask: (branch: string, text: string, to: Address) => void
  replied: (response: SipResponse) => void
  close: () => void
}

type Kept = { text: string; to: Address; repeat?: NodeJS.Timeout; forget?: NodeJS.Timeout }

/* RFC 3261's T1, T2 and 64 times T1. */
const firstMs = 500
const longestMs = 4_000
const givenUpMs = 32_000

export function openExchanges(send: (text: string, to: Address) => void): Exchanges {
  const kept = new Map<string, Kept>()
  const drop = (key: string): void => {
    const exchange = kept.get(key)
    kept.delete(key)
    clearTimeout(exchange?.repeat)
    clearTimeout(exchange?.forget)
  }
  const keep = (key: string, text: string, to: Address, given?: () => void): Kept => {
    drop(key)
    const forget = setTimeout(() => {
      drop(key)
      given?.()
    }, givenUpMs)
    const exchange = { text, to, forget }
    kept.set(key, exchange)
    send(text, to)
    return exchange
  }
  const again = (exchange: Kept, afterMs = firstMs): void => {
    exchange.repeat = setTimeout(() => {
      send(exchange.text, exchange.to)
      again(exchange, Math.min(2 * afterMs, longestMs))
    }, afterMs)
  }
  return {
    isRepeated: (request) => {
      const exchange = kept.get(keyOf(request))
      if (exchange) send(exchange.text, exchange.to)
      return exchange !== undefined
    },
    answer: (request, text, to) => void keep(keyOf(request), text, to),
    insist: (invite, text, { to, unheard }) => again(keep(keyOf(invite), text, to, unheard)),
    // What was acknowledged is still known for a while: a late copy of the request must begin nothing.
    acknowledged: (message) => {
      const exchange = kept.get(keyOf(message))
      if (exchange) keepQuiet(exchange, () => drop(keyOf(message)))
    },
    ask: (branch, text, to) => again(keep(branch, text, to)),
    replied: (response) => {
      if (response.status >= 200) drop(branchOf(response))
    },
    close: () => {
      for (const key of [...kept.keys()]) drop(key)
    },
  }
}

function keepQuiet(exchange: Kept, forget: () => void): void {
  clearTimeout(exchange.repeat)
  clearTimeout(exchange.forget)
  exchange.forget = setTimeout(forget, givenUpMs)
}

/** An acknowledgement of a refusal goes under the name of what it acknowledges. */
function keyOf(request: SipRequest): string {
  const method = request.method === 'ACK' ? 'INVITE' : request.method
  const [, sentBy = ''] = /^\S+\s+([^;,\s]+)/.exec(headerOf(request, 'via')) ?? []
  return `${method} ${branchOf(request)} ${sentBy}`
}
