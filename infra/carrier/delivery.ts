import http from 'node:http'
import https from 'node:https'

/** Why an attempt brought no document: the address did not answer the call (`ct`), or answered and then said nothing (`rt`). */
export type Failure = 'ct' | 'rt'

export type Rules = {
  connectMs: number
  readMs: number
  totalMs: number
  retries: number
  retryOn: ReadonlySet<string>
}

export type Request = { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body: string }

export type Answer = { status: number; body: string; contentType: string; ms: number }

export type Attempt = Answer | { failure: Failure; reason: string; ms: number }

/** Twilio's limits for any webhook, where its address asks for nothing else. */
const usual: Rules = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  retries: 1,
  retryOn: new Set(['ct']),
}

/** A document longer than this is refused by Twilio; reading on would only help a runaway answer. */
const MAX_BODY = 1024 * 1024

/** The rules a webhook address carries in its fragment: `#ct=2000&rt=5000&tt=10000&rc=2&rp=all`. */
export function rulesOf(url: string): Rules {
  const asked = new URLSearchParams(url.split('#')[1] ?? '')
  const within = (name: string, least: number, most: number, otherwise: number) => {
    const value = Number(asked.get(name) ?? Number.NaN)
    return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : otherwise
  }
  const policy = asked.get('rp')?.split(',') ?? ['ct']
  return {
    connectMs: within('ct', 100, 10_000, usual.connectMs),
    readMs: within('rt', 100, 15_000, usual.readMs),
    totalMs: within('tt', 100, 15_000, usual.totalMs),
    retries: within('rc', 0, 5, usual.retries),
    retryOn: new Set(policy.includes('all') ? ['4xx', '5xx', 'ct', 'rt'] : policy),
  }
}

/** Whether the rules allow another attempt after this one. Only what the address asks for is ever repeated. */
export function mayRetry(
  rules: Rules,
  tried: { attempt: Attempt; count: number; elapsedMs: number },
): boolean {
  if (tried.count > rules.retries || tried.elapsedMs >= rules.totalMs) return false
  return rules.retryOn.has(kindOf(tried.attempt))
}

function kindOf(attempt: Attempt): string {
  if ('failure' in attempt) return attempt.failure
  if (attempt.status >= 500) return '5xx'
  return attempt.status >= 400 ? '4xx' : 'answered'
}

/**
 * One attempt on a connection of its own. A kept-alive connection would blur the rules: a server that died between two
 * requests would look as if it had accepted the second.
 */
export function attempt(request: Request, rules: Rules): Promise<Attempt> {
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  const target = new URL(request.url)
  const scheme = target.protocol === 'https:' ? https : http
  return new Promise((resolve) => {
    let connected = false
    const outgoing = scheme.request(target, {
      method: request.method,
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
      agent: false,
    })
    const fail = (reason: string) => {
      clearTimeout(timer)
      outgoing.destroy()
      resolve({ failure: connected ? 'rt' : 'ct', reason, ms: elapsed() })
    }
    let timer = setTimeout(fail, Math.min(rules.connectMs, rules.totalMs), 'no connection in time')
    outgoing.on('socket', (socket) => {
      socket.once(scheme === https ? 'secureConnect' : 'connect', () => {
        connected = true
        clearTimeout(timer)
        timer = setTimeout(fail, Math.min(rules.readMs, rules.totalMs - elapsed()), 'no answer in time')
      })
    })
    outgoing.on('error', (error) => fail(error.message))
    outgoing.on('response', (incoming) => {
      readBody(incoming).then(
        (body) => {
          clearTimeout(timer)
          const contentType = incoming.headers['content-type'] ?? ''
          resolve({ status: incoming.statusCode ?? 0, body, contentType, ms: elapsed() })
        },
        (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
      )
    })
    outgoing.end(request.body)
  })
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > MAX_BODY) throw new Error('the answer does not end')
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}
