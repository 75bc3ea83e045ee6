import { randomUUID } from 'node:crypto'
import { type PushName, pushes } from '@veghe/shared/api.ts'
import { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Board, World } from '../chapter.ts'
import { failureOf } from '../log.ts'
import type { Told } from '../tell.ts'
import { Entry } from './unheard.ts'

const isPush = (name: string): name is PushName => Object.hasOwn(pushes, name)
const Change = z.object({
  push: z.string().refine(isPush),
  county: CountyCode,
  id: z.string(),
  version: z.number(),
})
type Change = z.infer<typeof Change>
const Message = z.object({
  from: z.string(),
  changed: z.array(Change).default([]),
  cutOff: z.array(StaffId).default([]),
})

export type Fanout = {
  /** Tells the other processes which rows changed; never what they say. Best effort. */
  publish: (told: readonly Told[]) => void
  /** Ends these people's sockets elsewhere; a process that misses it finds out when it asks who everyone is. */
  cutOff: (staff: readonly StaffId[]) => void
  close: () => Promise<void>
}

export type FanoutParts = {
  world: World
  boards: readonly Board[]
  /** A connection of its own: a subscribed one can do nothing else. */
  subscriber: Redis
  isHeard: (change: Pick<Change, 'push' | 'county'>) => boolean
  emit: (told: Told) => void
  cutHere: (staff: readonly StaffId[]) => void
}

/** Changes to one row that arrive within this time are read once. */
const gatherMs = 8

export function openFanout(parts: FanoutParts): Fanout {
  const { world, subscriber } = parts
  const own = randomUUID()
  const channel = `${world.redisPrefix}:live`
  const pending = new Map<string, Change>()
  let timer: NodeJS.Timeout | undefined

  const readAll = () => {
    timer = undefined
    const byCounty = Map.groupBy(pending.values(), ({ county }) => county)
    pending.clear()
    for (const [county, changes] of byCounty) {
      passOn(parts, county, changes).catch((error: unknown) =>
        world.log.warn({ err: failureOf(error), county, rows: changes.length }, 'changed rows not read'),
      )
    }
  }
  subscriber.subscribe(channel).catch(() => {})
  subscriber.on('message', (_channel: string, text: string) => {
    const message = Message.safeParse(parsed(text)).data
    if (!message || message.from === own) return
    if (message.cutOff.length > 0) parts.cutHere(message.cutOff)
    for (const change of message.changed) {
      if (parts.isHeard(change)) pending.set(`${change.push} ${change.id}`, change)
    }
    if (pending.size > 0) timer ??= setTimeout(readAll, gatherMs)
  })

  const send = (message: { changed: Change[] } | { cutOff: readonly StaffId[] }) => {
    if (world.redis.status !== 'ready') return
    world.redis.publish(channel, JSON.stringify({ from: own, ...message })).catch(() => {})
  }
  return {
    publish: (told) => {
      const changed = told.flatMap(changeOf)
      if (changed.length > 0) send({ changed })
    },
    cutOff: (staff) => send({ cutOff: staff }),
    close: async () => {
      clearTimeout(timer)
      subscriber.disconnect()
    },
  }
}

function changeOf({ push, body, county }: Told): Change[] {
  const entry = Entry.safeParse(body).data
  return entry ? [{ push, county, id: entry.id, version: entry.version ?? 0 }] : []
}

async function passOn(
  { world, boards, emit }: FanoutParts,
  county: CountyCode,
  changes: readonly Change[],
): Promise<void> {
  const found = await world.transact(
    { kind: 'system' },
    async (ctx) => {
      const told: Told[] = []
      for (const { push, id } of changes) {
        const read = await boards.find((board) => board.push === push)?.read(ctx, id)
        if (read) told.push({ push, body: read.body, county, to: read.to ?? [] })
      }
      return told
    },
    { scope: county, limitMs: 2_000 },
  )
  for (const told of found) emit(told)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
