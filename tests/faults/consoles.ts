import { setTimeout as pause } from 'node:timers/promises'
import { digestOf, sameDigest } from '@veghe/shared/kernel/board.ts'
import type { Row } from './board.ts'
import { type Console, openConsole } from './console.ts'
import type { World } from './world.ts'

/** Everybody who looks at the queue. */
export type Consoles = {
  all: readonly Console[]
  synchronised: () => number
  /** How many show an entry with just these opening words, and its id. */
  showing: (opening: string) => { count: number; id: string | undefined }
  /** How many show these live entries and no others. */
  agreeing: (live: readonly Stamp[]) => number
  close: () => void
}

export type Stamp = Pick<Row, 'id' | 'version'>

const openWithinMs = 30_000

export async function openConsoles(world: World, count: number): Promise<Consoles> {
  const all: Console[] = []
  const shown = new Map<string, { count: number; id: string }>()
  const onNew = ({ id, opening }: { id: string; opening: string | null }) => {
    if (opening) shown.set(opening, { id, count: (shown.get(opening)?.count ?? 0) + 1 })
  }
  const { onlookers } = world.stage.staff
  for (let turn = 0; turn < count; turn++) {
    const member = onlookers[turn % onlookers.length]
    if (member) all.push(openConsole({ world, member, turn, onNew }))
  }
  const synchronised = () => all.filter((one) => one.isSynchronised()).length
  for (const until = performance.now() + openWithinMs; synchronised() < count; await pause(50))
    if (performance.now() > until) throw new Error(`Only ${synchronised()} of ${count} consoles came up.`)
  return {
    ...{ all, synchronised },
    showing: (opening) => shown.get(opening) ?? { count: 0, id: undefined },
    agreeing: (live) => {
      const truth = digest(live)
      return all.filter((one) => sameDigest(digest(one.live()), truth)).length
    },
    close: () => {
      for (const one of all) one.close()
    },
  }
}

const longAgo = new Date(0)
const digest = (entries: readonly Stamp[]) =>
  digestOf(
    entries.map(({ id, version }) => ({ id, version, changedAt: longAgo })),
    new Date(),
  )
