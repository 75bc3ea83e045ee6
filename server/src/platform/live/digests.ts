import { pushes } from '@veghe/shared/api.ts'
import { digestOf } from '@veghe/shared/kernel/board.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Board, World } from '../chapter.ts'
import { failureOf } from '../log.ts'
import { roomOf } from './rooms.ts'
import { emitHere, type Live } from './sockets.ts'

/** What a screen compares with its own count to know that it is up to date. */
export type Digested = { push: string; count: number; hash: string; at: Date }

/** One round: for each county with a screen open, each board that can be counted and that somebody hears. */
export async function sendDigests(io: Live, world: World, boards: readonly Board[]): Promise<void> {
  for (const county of countiesOf(io)) {
    const heard = boards.filter(
      (board) => board.stamps && hasRoom(io, roomOf(county, pushes[board.push].heardBy)),
    )
    if (heard.length === 0) continue
    try {
      await digestCounty(io, world, { county, boards: heard })
    } catch (error) {
      world.log.warn({ err: failureOf(error), county }, 'digest not sent')
    }
  }
}

async function digestCounty(
  io: Live,
  world: World,
  { county, boards }: { county: CountyCode; boards: readonly Board[] },
): Promise<void> {
  const digests = await world.transact(
    { kind: 'system' },
    async (ctx) => {
      const found: Digested[] = []
      for (const board of boards) {
        const stamps = (await board.stamps?.(ctx, county)) ?? []
        found.push({ push: board.push, ...digestOf(stamps, ctx.now), at: ctx.now })
      }
      return found
    },
    { scope: county, limitMs: 3_000 },
  )
  boards.forEach((board, at) => {
    emitHere(io, [roomOf(county, pushes[board.push].heardBy)], { name: 'digest', body: digests[at] })
  })
}

const hasRoom = (io: Live, room: string): boolean => (io.of('/').adapter.rooms.get(room)?.size ?? 0) > 0

function countiesOf(io: Live): Set<CountyCode> {
  return new Set([...io.of('/').sockets.values()].map((socket) => socket.data.actor.county))
}
