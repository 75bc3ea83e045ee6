import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Answer,
  type Attempt,
  attempt,
  mayRetry,
  type Request,
  type Rules,
  rulesOf,
} from './delivery.ts'
import { type Faults, strikes } from './faults.ts'
import type { Journal } from './journal.ts'
import { type Params, signedForm, twilioSignature } from './signature.ts'

export type Method = 'GET' | 'POST'

/** `sid` is the call or text the webhook is about. */
export type Hook = { sid: string; url: string; method?: Method | undefined; params: Params }

export type Webhooks = {
  /** Asks the product under the delivery rules; every attempt is journalled, none is ever made later. */
  ask(hook: Hook): Promise<Attempt>
  /** Resolves when no webhook (about `sid`) is under way. */
  settled(sid?: string): Promise<void>
  /** Nothing is sent any more; what is under way is left alone. */
  close(): void
}

export type Route = {
  authToken: string
  /** Where the world believes the product to be, without a slash at the end; this is what gets signed. */
  publicUrl: string
  /** Where the bytes go. */
  target: () => string
  faults: Faults
  journal: Journal
}

export function openWebhooks(route: Route): Webhooks {
  const underWay = new Map<Promise<unknown>, string>()
  let isClosed = false
  const send = async (hook: Hook): Promise<Attempt> => {
    const delivery = deliver(route, hook)
    underWay.set(delivery, hook.sid)
    try {
      return await delivery
    } finally {
      underWay.delete(delivery)
    }
  }
  return {
    close() {
      isClosed = true
    },
    async ask(hook) {
      if (isClosed) return { failure: 'ct', reason: 'the network is going down', ms: 0 }
      // What the product answers to the second of two is journalled and heard by nobody.
      if (strikes(route.faults, 'doubleWebhooks')) void send(hook)
      return send(hook)
    },
    async settled(sid) {
      for (;;) {
        // What an answer sets in motion begins within the same turn; only then is an empty list truly empty.
        await new Promise((resolve) => setImmediate(resolve))
        const waiting = [...underWay].filter(([, about]) => sid === undefined || about === sid)
        if (waiting.length === 0) return
        await Promise.allSettled(waiting.map(([delivery]) => delivery))
      }
    },
  }
}

async function deliver(route: Route, hook: Hook): Promise<Attempt> {
  const rules = rulesOf(hook.url)
  const token = randomUUID()
  const started = performance.now()
  const elapsedMs = () => performance.now() - started
  for (let count = 1; ; count += 1) {
    const left = { ...rules, totalMs: rules.totalMs - elapsedMs() }
    const last = await tryOnce(route, hook, { count, token, rules: left })
    noteAttempt(route, hook, { attempt: last, count })
    if (!mayRetry(rules, { attempt: last, count, elapsedMs: elapsedMs() })) return last
  }
}

type Round = { count: number; token: string; rules: Rules }

async function tryOnce(route: Route, hook: Hook, round: Round): Promise<Attempt> {
  const { faults } = route
  const lateMs = faults.delayMs + Math.random() * faults.shuffleMs
  if (lateMs > 0) await pause(lateMs)
  if (strikes(faults, 'failWebhooks')) return { failure: 'ct', reason: 'cut by a fault', ms: 0 }
  const request = signed(route, hook)
  const url = targetOf(route, request.url)
  if (!url) return { failure: 'ct', reason: 'the network reaches no host but the product', ms: 0 }
  const repeated: Record<string, string> =
    round.count > 1 ? { 'i-twilio-idempotency-token': round.token } : {}
  return attempt({ ...request, url, headers: { ...request.headers, ...repeated } }, round.rules)
}

function signed(route: Route, hook: Hook): Request {
  const form = signedForm(hook.url, hook.params, route.authToken)
  if (hook.method !== 'GET') return form
  const url = new URL(form.url)
  for (const [name, value] of Object.entries(hook.params)) url.searchParams.append(name, value)
  const signature = twilioSignature(route.authToken, url.href, {})
  return { url: url.href, method: 'GET', headers: { 'x-twilio-signature': signature }, body: '' }
}

/** The stand-in must never call out into the world, whatever address a document names. */
function targetOf(route: Route, url: string): string | undefined {
  if (!url.startsWith(`${route.publicUrl}/`)) return undefined
  return route.target().replace(/\/$/, '') + url.slice(route.publicUrl.length)
}

function noteAttempt(route: Route, hook: Hook, made: { attempt: Attempt; count: number }): void {
  const { sid, url } = hook
  if ('failure' in made.attempt) {
    const { reason, ms } = made.attempt
    route.journal.record({ what: 'webhook.failed', sid, url, attempt: made.count, reason, ms })
  } else {
    const { status, ms } = made.attempt
    route.journal.record({ what: 'webhook.answered', sid, url, attempt: made.count, status, ms })
  }
}

export const isAnswer = (made: Attempt): made is Answer => 'status' in made
