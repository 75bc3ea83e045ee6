import type { ContactTimes } from '@veghe/shared/reporting/reporting.contract.ts'
import { useEffect, useRef } from 'react'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'

/** A burst of calls is gathered into one question. */
const settleMs = 1_000

/**
 * A contact has no push of its times before a person has done something for it. The queue names it at once, and the
 * times are asked for anew.
 */
export function useNewcomers(known: readonly ContactTimes[], refresh: () => void): void {
  const { entries: queue } = useBoard(boards.queue)
  const asked = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const ids = new Set<string>(known.map(({ id }) => id))
    const missing = queue.filter(({ id }) => !ids.has(id) && !asked.current.has(id))
    if (missing.length === 0) return
    for (const { id } of missing) asked.current.add(id)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      refresh()
    }, settleMs)
  }, [queue, known, refresh])
  useEffect(() => () => clearTimeout(timer.current), [])
}
