import type { Server as HttpServer } from 'node:http'
import { pushes } from '@veghe/shared/api.ts'
import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Board, Chapter, World } from '../chapter.ts'
import type { Identify } from '../http/request.ts'
import { openWaitingRedis } from '../redis.ts'
import type { Told } from '../tell.ts'
import { admit, type Part, recheck } from './admit.ts'
import { openDigests } from './digests.ts'
import { openFanout } from './fanout.ts'
import { openOutgoing } from './outgoing.ts'
import { audienceOf, personRoomOf } from './rooms.ts'
import { emitHere, type Live, openSockets } from './sockets.ts'

export type LiveParts = {
  http: HttpServer
  world: World
  chapters: readonly Chapter[]
  identify: Identify
}

export type Boards = {
  /** To the readers connected here at once, to those of other processes by way of the row's id. */
  push: (told: readonly Told[]) => void
  cutOff: (staff: readonly StaffId[]) => void
  /** One round of digests now; otherwise every five seconds. */
  digest: () => Promise<void>
  /** Tells the readers here what others changed and Redis did not carry; otherwise every two seconds. */
  lookAround: () => Promise<void>
  /** Asks again who everyone is, or who a part of them are. */
  recheck: (part?: Part) => Promise<void>
  close: () => Promise<void>
}

/** The socket tells; commands go over HTTP. The one thing a screen says here is that it is there. */
export function openLive(parts: LiveParts): Boards {
  const { world, chapters } = parts
  const io = openSockets(parts.http)
  const boards = chapters.flatMap((chapter): readonly Board[] => chapter.boards ?? [])
  const outgoing = openOutgoing(({ push, body, ...where }) => {
    const rooms = audienceOf(push, where)
    if (!isHeardIn(io, rooms)) return
    world.metrics.pushes.inc({ push })
    // The schema strips whatever the readers were not promised.
    emitHere(io, rooms, { name: push, body: pushes[push].body.parse(body) })
    digests.heard({ push, body, ...where })
  })
  const emit = outgoing.put
  const digests = openDigests({ io, world, boards, emit })
  const cutHere = (staff: readonly StaffId[]) => {
    for (const id of staff) io.local.in(personRoomOf(id)).disconnectSockets(true)
  }
  const fanout = openFanout({
    ...{ world, boards, emit, cutHere },
    subscriber: openWaitingRedis(world.config.redisUrl),
    isHeard: () => io.of('/').sockets.size > 0,
  })
  admit(io, parts)
  return {
    push: (told) => {
      for (const one of told) emit(one)
      fanout.publish(told)
    },
    cutOff: (staff) => {
      cutHere(staff)
      fanout.cutOff(staff)
    },
    digest: digests.send,
    lookAround: digests.lookAround,
    recheck: (part = { at: 0, of: 1 }) => recheck(io, world, { identify: parts.identify, part }),
    close: async () => {
      await fanout.close()
      await io.close()
    },
  }
}

const isHeardIn = (io: Live, rooms: readonly string[]): boolean =>
  rooms.some((room) => (io.of('/').adapter.rooms.get(room)?.size ?? 0) > 0)
