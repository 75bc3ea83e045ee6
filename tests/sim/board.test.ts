import {
  applyChange,
  applySnapshot,
  type Board,
  boardOf,
  digestOf,
  sameDigest,
} from '@veghe/shared/kernel/board.ts'
import { expect, test } from 'vitest'

type State = 'waiting' | 'held' | 'ended'
type Entry = { id: string; version: number; state: State; changedAt: Date }
type Screen = {
  board: Board<Entry>
  inbox: Entry[]
  online: boolean
  /** A snapshot that was read and is still travelling. */
  reply: { at: number; entries: Entry[] } | null
  mismatches: number
}

/** How a screen takes in pushes and snapshots, and what the server puts into a snapshot. */
type Way = {
  push: (board: Board<Entry>, entry: Entry) => Board<Entry>
  snapshot: (board: Board<Entry>, entries: Entry[]) => Board<Entry>
  lists: (entry: Entry) => boolean
}

const ours: Way = { push: applyChange, snapshot: applySnapshot, lists: () => true }
const forgetting: Way = {
  ...ours,
  push: (board, entry) => {
    if (entry.state === 'waiting') return applyChange(board, entry)
    const rest = new Map(board)
    rest.delete(entry.id)
    return rest
  },
}
const replacing: Way = { ...ours, snapshot: (_, entries) => boardOf(entries) }
const waitingOnly: Way = { ...ours, lists: (entry) => entry.state === 'waiting' }

const ticks = 400
const tickMs = 500
const instant = (tick: number) => new Date(tick * tickMs)

/** mulberry32: the same seed gives the same run on every machine. */
function random(seed: number): () => number {
  let s = seed
  return () => {
    s = (s + 0x6d2b79f5) | 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const pick = <T>(list: readonly T[], r: () => number): T | undefined => list[Math.floor(r() * list.length)]

/** Contacts arrive, are taken, given back and end; the change that happened, if any. */
function somethingHappens(server: Map<string, Entry>, tick: number, r: () => number): Entry | null {
  const x = r()
  const arrives = { id: `c${server.size}`, version: 1, state: 'waiting' as const, changedAt: instant(tick) }
  if (x < 0.25) return arrives
  const known = x < 0.55 ? pick([...server.values()], r) : undefined
  const next: Record<State, State[]> = { waiting: ['held', 'ended'], held: ['waiting', 'ended'], ended: [] }
  const state = known && pick(next[known.state], r)
  return known && state ? { ...known, state, version: known.version + 1, changedAt: instant(tick) } : null
}

function listen(screen: Screen, way: Way, world: { tick: number; r: () => number; snapshot: () => Entry[] }) {
  const { tick, r, snapshot } = world
  const heard = r() < 0.5 ? screen.inbox.shift() : undefined
  if (heard) screen.board = way.push(screen.board, heard)
  if (r() < 0.03) Object.assign(screen, { online: false, inbox: [] })
  const returns = !screen.online && r() < 0.2
  if (returns) screen.online = true
  if (returns || (screen.online && r() < 0.02))
    screen.reply = { at: tick + 1 + Math.floor(r() * 4), entries: snapshot() }
  if (screen.reply && tick >= screen.reply.at) takeIn(screen, way)
}

function takeIn(screen: Screen, way: Way) {
  if (screen.reply) screen.board = way.snapshot(screen.board, screen.reply.entries)
  screen.reply = null
}

/** What is still under way arrives, in either order; a screen that is off comes back. */
function settle(screen: Screen, way: Way, world: { r: () => number; snapshot: () => Entry[] }) {
  const first = world.r() < 0.5
  if (first) takeIn(screen, way)
  for (const entry of screen.inbox.splice(0)) screen.board = way.push(screen.board, entry)
  takeIn(screen, way)
  if (!screen.online) screen.board = way.snapshot(screen.board, world.snapshot())
}

const waiting = (entries: Iterable<Entry>) =>
  [...entries]
    .filter((e) => e.state === 'waiting')
    .map((e) => e.id)
    .sort()
    .join()

const newScreen = (): Screen => ({ board: boardOf([]), inbox: [], online: true, reply: null, mismatches: 0 })

/** True when every screen ends with the waiting list of the server. */
function run(seed: number, way: Way): boolean {
  const r = random(seed)
  const server = new Map<string, Entry>()
  const screens = [newScreen(), newScreen(), newScreen()]
  const snapshot = () => [...server.values()].filter(way.lists)
  for (let tick = 0; tick < ticks; tick++) {
    const change = somethingHappens(server, tick, r)
    if (change) {
      server.set(change.id, change)
      for (const screen of screens) if (screen.online) screen.inbox.push(change)
    }
    for (const screen of screens) listen(screen, way, { tick, r, snapshot })
  }
  for (const screen of screens) settle(screen, way, { r, snapshot })
  return screens.every((screen) => waiting(screen.board.values()) === waiting(server.values()))
}

const wrongRuns = (way: Way, runs: number) =>
  Array.from({ length: runs }, (_, i) => i + 1).filter((seed) => !run(seed, way))

test('pushes late or lost, screens off and on, snapshots crossing pushes: no board ends wrong', () => {
  expect(wrongRuns(ours, 500)).toEqual([])
})

test.for([
  ['forgets what left the queue', forgetting],
  ['is replaced by a snapshot', replacing],
  ['hears in a snapshot only of what waits', waitingOnly],
] as const)('a board that %s ends wrong in some runs, so the simulation can tell', ([, way]) => {
  expect(wrongRuns(way, 30).length).toBeGreaterThan(0)
})

/** Pushes are lost without anyone noticing; only the digest can tell. */
function runDeaf(seed: number): { wrong: boolean; lost: number } {
  const r = random(seed)
  const server = new Map<string, Entry>()
  const screen = newScreen()
  const live = (entries: Iterable<Entry>) => [...entries].filter((e) => e.state !== 'ended')
  let lost = 0
  for (let tick = 0; tick < ticks; tick++) {
    const change = tick < ticks - 60 ? somethingHappens(server, tick, r) : null
    if (change) server.set(change.id, change)
    if (change && r() < 0.9) screen.board = applyChange(screen.board, change)
    else if (change) lost += 1
    if (tick % 10 === 0) compare(screen, digestOf(live(server.values()), instant(tick)), tick)
    if (screen.mismatches >= 2) screen.board = applySnapshot(screen.board, [...server.values()])
  }
  return { wrong: waiting(screen.board.values()) !== waiting(server.values()), lost }

  function compare(of: Screen, sent: ReturnType<typeof digestOf>, tick: number) {
    const own = digestOf(live(of.board.values()), instant(tick))
    of.mismatches = sameDigest(own, sent) ? 0 : of.mismatches + 1
  }
}

test('a screen that misses pushes without knowing finds out by the digest and heals', () => {
  const runs = Array.from({ length: 100 }, (_, i) => runDeaf(i + 1))

  expect(runs.reduce((sum, each) => sum + each.lost, 0)).toBeGreaterThan(1000)
  expect(runs.flatMap((each, i) => (each.wrong ? [i + 1] : []))).toEqual([])
})
