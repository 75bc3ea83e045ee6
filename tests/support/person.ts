import { randomUUID } from 'node:crypto'
import type { Actor } from '@veghe/server/platform/context.ts'
import { type Action, type Api, api, type Heard, type PushName, pushes } from '@veghe/shared/api.ts'
import type { Reply } from '@veghe/shared/kernel/contract.ts'
import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal, type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { io } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

type Sent<A extends Action> = z.input<Api[A]['input']>
type Staff = Extract<Actor, { kind: 'person' }>

export type Tried<A extends Action> = {
  outcome: 'done' | RefusalCode
  reply?: Reply<Api[A]>
  details: Record<string, unknown>
}

/** One who asks over HTTP and listens on a socket, as a browser would. */
export type Person = {
  staffId: StaffId
  actor: Staff
  headers: Readonly<Record<string, string>>
  /** A query. Throws the `Refusal`. */
  asks: <A extends Action>(action: A, input: Sent<A>) => Promise<Reply<Api[A]>>
  /** A command under a key of its own, or the one given. Throws the `Refusal`. */
  does: <A extends Action>(action: A, input: Sent<A>, key?: string) => Promise<Reply<Api[A]>>
  /** Either, and says how it ended instead of throwing. */
  tries: <A extends Action>(action: A, input: Sent<A>, key?: string) => Promise<Tried<A>>
  /** A connected socket; closed when the test ends. Rejects with the reason when not let in. */
  listens: () => Promise<Screen>
}

export type Screen = {
  /** Bodies of this push so far, oldest first, parsed by its schema. */
  heard: <P extends PushName>(push: P) => Heard<P>[]
  /** Digests of this push so far; waits for the first. */
  digested: (push: PushName) => Promise<Digested[]>
  /** The next one of this push that fits; at once if it is already here. */
  hears: <P extends PushName>(push: P, fits?: (body: Heard<P>) => boolean) => Promise<Heard<P>>
  /** Says that it is there, as screens do every second. */
  present: (contactId?: string) => void
  /** Resolves when the server has cut it. */
  cut: Promise<void>
  close: () => void
}

export function openPerson(from: { url: string; actor: Staff; headers: Record<string, string> }): Person {
  const { url, actor, headers } = from
  const send = async (action: Action, input: unknown, key: string | undefined): Promise<Response> =>
    fetch(`${url}/api/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...(key ? { 'idempotency-key': key } : {}) },
      body: JSON.stringify(input),
    })
  const done = async <A extends Action>(action: A, input: Sent<A>, key?: string): Promise<Reply<Api[A]>> => {
    const response = await send(action, input, key)
    const body: unknown = await response.json()
    if (!response.ok) throw refusalIn(body)
    return api[action].reply.parse(body) as Reply<Api[A]> // parsed by this very action's schema; TypeScript loses the link
  }
  const keyFor = (action: Action, key?: string) =>
    api[action].kind === 'command' ? (key ?? randomUUID()) : key
  return {
    ...{ actor, headers, staffId: actor.staffId },
    asks: (action, input) => done(action, input),
    does: (action, input, key) => done(action, input, keyFor(action, key)),
    tries: async (action, input, key) => {
      try {
        return { outcome: 'done', reply: await done(action, input, keyFor(action, key)), details: {} }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { outcome: error.code, details: error.details }
      }
    },
    listens: () => openScreen(url, headers),
  }
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatus, code)
const Problem = z.object({
  code: z.string().refine(isCode),
  details: z.record(z.string(), z.unknown()),
})

function refusalIn(body: unknown): Refusal {
  const problem = Problem.parse(body)
  return new Refusal(problem.code, problem.details)
}

export type Digested = { push: string; count: number; hash: string; at: string }

type Waiting = { push: PushName; tryThis: (body: unknown) => boolean }

/** A socket with these headers; rejects with the reason when not let in. */
export async function openScreen(url: string, headers: Record<string, string>): Promise<Screen> {
  const socket = io(url, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: headers,
    forceNew: true,
  })
  const got: { push: PushName; body: unknown }[] = []
  const digests: Digested[] = []
  let digestCame: () => void = () => {}
  let waiting: Waiting[] = []
  const cut = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
  socket.onAny((name: string, body) => {
    if (name === 'digest') {
      digests.push(body)
      digestCame()
    }
    if (!isPush(name)) return
    got.push({ push: name, body: pushes[name].body.parse(body) })
    const last = got.at(-1)
    waiting = waiting.filter((one) => !(last && one.push === last.push && one.tryThis(last.body)))
  })
  onTestFinished(() => void socket.disconnect())
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const heard = <P extends PushName>(push: P): Heard<P>[] =>
    got.filter((one) => one.push === push).map((one) => one.body as Heard<P>) // parsed by this push's schema above
  return {
    ...{ heard, cut },
    digested: async (push) => {
      const of = () => digests.filter((digest) => digest.push === push)
      while (of().length === 0)
        await new Promise<void>((resolve) => {
          digestCame = resolve
        })
      return of()
    },
    hears: (push, fits = () => true) => {
      const here = heard(push).find(fits)
      if (here) return Promise.resolve(here)
      return new Promise((resolve) => {
        const tryThis = (body: unknown) => {
          const one = body as Parameters<typeof fits>[0] // only bodies of this push are tried
          if (!fits(one)) return false
          resolve(one)
          return true
        }
        waiting.push({ push, tryThis })
      })
    },
    present: (contactId) => socket.emit('present', contactId ? { contactId } : {}),
    close: () => socket.disconnect(),
  }
}

const isPush = (name: string): name is PushName => Object.hasOwn(pushes, name)
