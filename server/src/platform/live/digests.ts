import { pushes } from '@veghe/shared/api.ts'
import { digestOf } from '@veghe/shared/kernel/board.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Board, World } from '../chapter.ts'
import { failureOf } from '../log.ts'
import type { Told } from '../tell.ts'
import { roomOf } from './rooms.ts'
import { emitHere, type Live } from './sockets.ts'
import { openUnheard, type Stamps } from './unheard.ts'

/** What a screen compares with its own count to know that it is up to date. */
export type Digested = { push: string; count: number; hash: string; at: Date }

export type DigestParts = {
  io: Live
  world: World
  boards: readonly Board[]
  /** To the readers connected here. */
  emit: (told: Told) => void
}

export type Digests = {
  /** One round: for each county with a screen open, each board that can be counted and that somebody hears. */
  send: () => Promise<void>
  /** Rows that others changed and that nobody here heard of, since Redis did not carry the word. */
  lookAround: () => Promise<void>
  /** The readers connected here were told this. */
  heard: (told: Told) => void
}

type At = { county: CountyCode; boards: readonly Board[] }
const limitMs = 3_000

export function openDigests(parts: DigestParts): Digests {
  const { io, world } = parts
  const unheard = openUnheard()
  const each = async (work: (at: At) => Promise<void>) => {
    for (const county of countiesOf(io)) {
      const boards = parts.boards.filter(
        (board) => board.stamps && hasRoom(io, roomOf(county, pushes[board.push].heardBy)),
      )
      if (boards.length === 0) continue
      try {
        await work({ county, boards })
      } catch (error) {
        world.log.warn({ err: failureOf(error), county }, 'boards not counted')
      }
    }
  }
  return {
    send: () => each((at) => digestCounty(io, world, at)),
    lookAround: () => each((at) => tellUnheard(parts, at, unheard)),
    heard: unheard.heard,
  }
}

async function digestCounty(io: Live, world: World, { county, boards }: At): Promise<void> {
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
    { scope: county, limitMs },
  )
  boards.forEach((board, at) => {
    emitHere(io, [roomOf(county, pushes[board.push].heardBy)], { name: 'digest', body: digests[at] })
  })
}

async function tellUnheard(
  { world, emit }: DigestParts,
  { county, boards }: At,
  unheard: ReturnType<typeof openUnheard>,
): Promise<void> {
  const found = await world.transact(
    { kind: 'system' },
    async (ctx) => {
      const told: Told[] = []
      for (const board of boards) {
        const stamps: Stamps = (await board.stamps?.(ctx, county)) ?? []
        for (const id of unheard.among({ push: board.push, county }, stamps, ctx.now)) {
          const read = await board.read(ctx, id)
          if (read) told.push({ push: board.push, body: read.body, county, to: read.to ?? [] })
        }
      }
      return told
    },
    { scope: county, limitMs },
  )
  for (const one of found) emit(one)
}

const hasRoom = (io: Live, room: string): boolean => (io.of('/').adapter.rooms.get(room)?.size ?? 0) > 0

function countiesOf(io: Live): Set<CountyCode> {
  return new Set([...io.of('/').sockets.values()].map((socket) => socket.data.actor.county))
}
