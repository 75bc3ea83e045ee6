import type { Action, PushName } from '@veghe/shared/api.ts'
import {
  applySnapshot,
  type Board,
  boardOf,
  type Dated,
  digestOf,
  sameDigest,
} from '@veghe/shared/kernel/board.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { useEffect, useMemo } from 'react'
import type { z } from 'zod'
import { connection, type Digest, onDigest, onPush, onReturn } from './live.ts'
import { useMay } from './session.tsx'
import { type Store, store, useStore } from './store.ts'

/**
 * `loading`: nothing has come yet. `live`: agrees with the server. `stale`: the server counted otherwise twice in a
 * row, and a fresh snapshot is on its way. `failed`: not even the first snapshot came.
 */
export type BoardState = 'loading' | 'live' | 'stale' | 'failed'
export type BoardView<E> = { entries: readonly E[]; state: BoardState; refresh: () => void }

export type BoardPlan<E extends Dated> = {
  push: PushName
  /** The query it starts from: who may ask it may listen. */
  heardBy: Action
  snapshot: () => Promise<E[]>
  entry: z.ZodType<E>
  /** What the digests count at this instant: each side keeps ended entries for as long as it likes. */
  counts: (entry: E, at: Date) => boolean
}

export type LiveBoard<E extends Dated> = ReturnType<typeof openBoard<E>>

const jitterMs = 2_000
const retryMs = 5_000
const lineWaitMs = 600

/** Where several pages of work wait for one frame. Hidden pages get no frames, so a timer stands in for it. */
const nextFrame = (work: () => void): void => {
  if (document.hidden) setTimeout(work, 250)
  else requestAnimationFrame(work)
}

type Running<E extends Dated> = {
  plan: BoardPlan<E>
  view: Store<{ board: Board<E>; state: BoardState }>
  /** Heard and not yet drawn. */
  pending: E[]
  mismatches: number
  asking: boolean
  started: boolean
}

export function openBoard<E extends Dated>(plan: BoardPlan<E>) {
  const view = store<{ board: Board<E>; state: BoardState }>({ board: boardOf([]), state: 'loading' })
  const b: Running<E> = { plan, view, pending: [], mismatches: 0, asking: false, started: false }
  onPush((name, body) => {
    if (b.started && name === plan.push) hear(b, body)
  })
  onDigest((digest) => {
    if (b.started && digest.push === plan.push && !b.asking) compare(b, digest)
  })
  onReturn(() => {
    if (b.started) void refresh(b)
  })
  return { heardBy: plan.heardBy, view, refresh: () => void refresh(b), start: () => start(b) }
}

function takeIn<E extends Dated>({ view }: Running<E>, entries: readonly E[], next?: BoardState): void {
  const known = view.get()
  const state = next ?? known.state
  const board = applySnapshot(known.board, entries)
  if (board !== known.board || state !== known.state) view.set({ board, state })
}

function flush<E extends Dated>(b: Running<E>): void {
  const news = b.pending
  b.pending = []
  if (news.length > 0) takeIn(b, news)
}

function hear<E extends Dated>(b: Running<E>, body: unknown): void {
  const entry = b.plan.entry.safeParse(body)
  if (!entry.success) return
  if (b.pending.length === 0) nextFrame(() => flush(b))
  b.pending.push(entry.data)
}

/** Once may be a push that is still on its way; twice in a row is a board that is wrong. */
function compare<E extends Dated>(b: Running<E>, digest: Digest): void {
  flush(b)
  const counted = [...b.view.get().board.values()].filter((entry) => b.plan.counts(entry, digest.at))
  b.mismatches = sameDigest(digest, digestOf(counted, digest.at)) ? 0 : b.mismatches + 1
  if (b.mismatches === 0) takeIn(b, [], 'live')
  if (b.mismatches < 2) return
  takeIn(b, [], 'stale')
  void refresh(b, Math.random() * jitterMs)
}

async function refresh<E extends Dated>(b: Running<E>, waitMs = 0): Promise<void> {
  if (b.asking) return
  b.asking = true
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  try {
    takeIn(b, await b.plan.snapshot(), 'live')
    b.mismatches = 0
  } catch (failed) {
    takeIn(b, [], b.view.get().state === 'loading' ? 'failed' : 'stale')
    if (!(failed instanceof Refusal) && connection.get().up) setTimeout(() => void refresh(b), retryMs)
  } finally {
    b.asking = false
  }
}

function start<E extends Dated>(b: Running<E>): void {
  if (b.started) return
  b.started = true
  if (connection.get().up) return void refresh(b)
  // The line is about to come up and asks then; a snapshot before it would miss what is pushed in between.
  setTimeout(() => b.view.get().state === 'loading' && void refresh(b), lineWaitMs)
}

/**
 * A board as a screen sees it: `useBoard(boards.queue)`. The first screen that looks fetches the snapshot. Pushes and
 * snapshots go through the same door, newest version wins, and nothing is removed: the view filters. Pushes are taken
 * in once a frame, however many come. Empty and `live` for those who may not look.
 */
export function useBoard<E extends Dated>(board: LiveBoard<E>): BoardView<E> {
  const may = useMay(board.heardBy)
  useEffect(() => {
    if (may) board.start()
  }, [board, may])
  const { board: entries, state } = useStore(board.view)
  return useMemo(
    () => ({ entries: [...entries.values()], state: may ? state : 'live', refresh: board.refresh }),
    [entries, state, may, board],
  )
}
