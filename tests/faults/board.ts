import { digestOf, sameDigest } from '@veghe/shared/kernel/board.ts'
import { z } from 'zod'

/** What a screen keeps of a row of the queue. */
export type Row = {
  id: string
  version: number
  state: string
  live: boolean
  holder: string | null
  changedAt: Date
}

export const Entry = z.object({
  id: z.string(),
  version: z.number(),
  state: z.string(),
  live: z.boolean(),
  opening: z.string().nullable(),
  changedAt: z.coerce.date(),
  holder: z.object({ staffId: z.string() }).nullable(),
})
export type Entry = z.infer<typeof Entry>

const Digested = z.object({ push: z.string(), count: z.number(), hash: z.string(), at: z.coerce.date() })

const pushStart = '42["queue.changed",'
const digestStart = '42["digest",{"push":"queue.changed"'

const bodyOf = (frame: string): unknown => {
  const parts: unknown = JSON.parse(frame.slice(2))
  return Array.isArray(parts) ? parts[1] : undefined
}

/** The same words reach every screen: they are read once. */
const readLately = new Map<string, Entry | null>()
function readPush(frame: string): Entry | null {
  const known = readLately.get(frame)
  if (known !== undefined) return known
  const entry = Entry.safeParse(bodyOf(frame)).data ?? null
  if (readLately.size > 500) readLately.clear()
  readLately.set(frame, entry)
  return entry
}

/** The queue as one screen knows it. Newest version wins, for pushes and for snapshots. */
export function openBoard(onNew: (entry: Entry) => void) {
  const rows = new Map<string, Row>()
  let mismatches = 0
  const live = () => [...rows.values()].filter(({ state }) => state !== 'ended')
  const take = (entry: Entry) => {
    const { id, version, state, live, changedAt, holder } = entry
    const known = rows.get(id)
    if (!known) onNew(entry)
    if (!known || known.version < version)
      rows.set(id, { id, version, state, live, changedAt, holder: holder?.staffId ?? null })
  }
  return {
    live,
    row: (id: string) => rows.get(id),
    takeAll: (entries: readonly Entry[]) => {
      for (const entry of entries) take(entry)
      mismatches = 0
    },
    /** Answers whether the server counted otherwise twice in a row. */
    hear: (frame: string): boolean => {
      if (frame.startsWith(pushStart)) {
        const entry = readPush(frame)
        if (entry) take(entry)
      } else if (frame.startsWith(digestStart)) {
        const digest = Digested.parse(bodyOf(frame))
        mismatches = sameDigest(digest, digestOf(live(), digest.at)) ? 0 : mismatches + 1
      }
      return mismatches >= 2
    },
  }
}
