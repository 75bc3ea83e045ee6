import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Told } from '../tell.ts'

export type Stamps = readonly { id: string; version: number; changedAt: Date }[]
type Of = { push: string; county: CountyCode }

/** What every pushed entry has, so that others can read it and the newest wins. */
export const Entry = z.object({ id: z.string(), version: z.number().optional() })

/** Younger changes are still on their way by Redis. */
const onTheWayMs = 500

/**
 * Remembers which version of each live row the readers here were told of, and finds by the rows' stamps what they
 * were not.
 */
export function openUnheard() {
  /** `counted`: the version when the board was last looked at. */
  const boards = new Map<string, Map<string, { counted: number; told: number }>>()
  const keyOf = ({ push, county }: Of) => `${county} ${push}`
  return {
    heard: ({ push, county, body }: Told): void => {
      const entry = Entry.safeParse(body).data
      const rows = boards.get(keyOf({ push, county }))
      if (!entry || !rows) return
      const { counted, told } = rows.get(entry.id) ?? { counted: 0, told: 0 }
      rows.set(entry.id, { counted, told: Math.max(told, entry.version ?? 0) })
    },

    /** Ids of rows that changed or ended untold. The first look only remembers: screens have their snapshot. */
    among: (of: Of, stamps: Stamps, now: Date): string[] => {
      const before = boards.get(keyOf(of))
      const after: typeof before = new Map()
      const untold: string[] = []
      for (const { id, version, changedAt } of stamps) {
        const told = before?.get(id)?.told ?? 0
        const isSettled = now.getTime() - changedAt.getTime() > onTheWayMs
        if (isSettled && version > told) untold.push(id)
        after.set(id, { counted: version, told: isSettled ? Math.max(told, version) : told })
      }
      for (const [id, { counted, told }] of before ?? []) {
        // Told of something newer than was counted, they were told of its end.
        if (!after.has(id) && told <= counted) untold.push(id)
      }
      boards.set(keyOf(of), after)
      return before ? untold : []
    },
  }
}
