import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import type { Chapter, Presence, World } from '../chapter.ts'
import type { Actor } from '../context.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { headersOf, type Identify } from '../http/request.ts'
import { failureOf } from '../log.ts'
import { roomsOf } from './rooms.ts'
import type { Live, Person } from './sockets.ts'

export type AdmitParts = { world: World; chapters: readonly Chapter[]; identify: Identify }
type Screen = Parameters<Parameters<Live['use']>[0]>[0]

const Present = z.object({ contactId: ContactId.nullish() })

/** Screens beat once a second; more often is a fault or an attack, and is not passed on. */
const beatEveryMs = 500

/** Lets in people with a session, from our own pages, and puts them into the rooms their rights give. */
export function admit(io: Live, parts: AdmitParts): void {
  const { world } = parts
  io.use((socket, next) => {
    welcome(socket, parts).then(
      () => next(),
      (error: unknown) => next(new Error(error instanceof Refusal ? error.code : 'unavailable')),
    )
  })
  io.on('connection', (socket) => {
    world.metrics.sockets.set(io.of('/').sockets.size)
    socket.join(roomsOf(socket.data.actor))
    let lastBeat = Number.NEGATIVE_INFINITY
    socket.on('present', (body) => {
      const now = performance.now()
      const said = Present.safeParse(body)
      if (!said.success || now - lastBeat < beatEveryMs) return
      lastBeat = now
      socket.data.contactId = said.data.contactId ?? undefined
      inform(parts, socket, 'present')
    })
    socket.on('disconnect', () => {
      world.metrics.sockets.set(io.of('/').sockets.size)
      inform(parts, socket, 'left')
    })
  })
}

async function welcome(socket: Screen, { world, identify }: AdmitParts): Promise<void> {
  if (!isOwnOrigin(world.config, socket.handshake.headers)) throw new Refusal('origin_refused')
  const headers = headersOf(socket.handshake.headers)
  const actor = await identify(headers)
  if (actor?.kind !== 'person') throw new Refusal('not_signed_in')
  socket.data.actor = actor
  socket.data.headers = headers
}

/** To the chapters that asked for it; whatever they do with it may fail, the screen says it again. */
function inform({ world, chapters }: AdmitParts, socket: Screen, what: 'present' | 'left'): void {
  const { actor, contactId } = socket.data
  const presence: Presence = {
    actor,
    socketId: socket.id,
    ...(contactId ? { contactId: ContactId.parse(contactId) } : {}),
  }
  for (const chapter of chapters) {
    chapter[what]?.(world, presence).catch((error: unknown) =>
      world.log.warn({ err: failureOf(error), chapter: chapter.name }, 'presence not taken'),
    )
  }
}

/** Which of several equal parts, so that a thousand sessions are not all asked in one instant. */
export type Part = { at: number; of: number }

/**
 * Asks again who everyone is. A session that was ended, a role that was taken away or another county cuts the
 * socket; the screen comes back as who it now is, or not at all. Several windows of one session are asked once.
 */
export async function recheck(
  io: Live,
  world: World,
  { identify, part }: { identify: Identify; part: Part },
): Promise<void> {
  const bySession = Map.groupBy(
    io.of('/').sockets.values(),
    (socket) => socket.data.headers.get('cookie') ?? '',
  )
  for (const [at, sockets] of [...bySession.values()].entries()) {
    if (at % part.of !== part.at) continue
    const [first] = sockets
    if (!first) continue
    try {
      const now = await identify(first.data.headers)
      for (const socket of sockets) if (!isSame(socket.data.actor, now)) socket.disconnect(true)
    } catch (error) {
      // Postgres being away is no reason to send everyone home; nothing can be done without it anyway.
      world.log.warn({ err: failureOf(error) }, 'sessions not checked')
      return
    }
  }
}

const isSame = (before: Person, now: Actor | null): boolean =>
  now?.kind === 'person' &&
  now.staffId === before.staffId &&
  now.county === before.county &&
  now.roles.size === before.roles.size &&
  [...before.roles].every((role) => now.roles.has(role))
