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
import { store, useStore } from './store.ts'

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

export function openBoard<E extends Dated>(plan: BoardPlan<E>) {
  const view = store<{ board: Board<E>; state: BoardState }>({ board: boardOf([]), state: 'loading' })
  let pending: E[] = []
  let mismatches = 0
  let asking = false
  let started = false

  const takeIn = (entries: readonly E[], state = view.get().state): void => {
    const known = view.get()
    const board = applySnapshot(known.board, entries)
    if (board !== known.board || state !== known.state) view.set({ board, state })
  }
  const flush = (): void => {
    const news = pending
    pending = []
    if (news.length > 0) takeIn(news)
  }

  async function refresh(waitMs = 0): Promise<void> {
    if (asking) return
    asking = true
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    try {
      const entries = await plan.snapshot()
      takeIn(entries, 'live')
      mismatches = 0
    } catch (failed) {
      takeIn([], view.get().state === 'loading' ? 'failed' : 'stale')
      if (!(failed instanceof Refusal) && connection.get().up) setTimeout(() => void refresh(), retryMs)
    } finally {
      asking = false
    }
  }

  onPush((name, body) => {
    if (!started || name !== plan.push) return
    const entry = plan.entry.safeParse(body)
    if (!entry.success) return
    if (pending.length === 0) nextFrame(flush)
    pending.push(entry.data)
  })
  onDigest((digest) => {
    if (!started || digest.push !== plan.push || asking) return
    flush()
    mismatches = agrees(digest) ? 0 : mismatches + 1
    if (mismatches === 0) return takeIn([], 'live')
    if (mismatches < 2) return
    takeIn([], 'stale')
    void refresh(Math.random() * jitterMs)
  })
  onReturn(() => {
    if (started) void refresh()
  })

  const agrees = (digest: Digest): boolean =>
    sameDigest(
      digest,
      digestOf(
        [...view.get().board.values()].filter((entry) => plan.counts(entry, digest.at)),
        digest.at,
      ),
    )

  return {
    heardBy: plan.heardBy,
    view,
    refresh: () => void refresh(),
    start(): void {
      if (started) return
      started = true
      if (connection.get().up) return void refresh()
      // The line is about to come up and asks then; a snapshot before it would miss what is pushed in between.
      setTimeout(() => view.get().state === 'loading' && void refresh(), lineWaitMs)
    },
  }
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
