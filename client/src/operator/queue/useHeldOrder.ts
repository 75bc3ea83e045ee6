import { useEffect, useState } from 'react'
import { keptOrder } from './lanes.ts'

const afterLeavingMs = 2_000

/** Whether a pointer or the focus is in the list; false again two seconds after it left. */
export function useHands() {
  const [inside, setInside] = useState(false)
  const [holding, setHolding] = useState(false)
  useEffect(() => {
    if (inside) return setHolding(true)
    const timer = setTimeout(() => setHolding(false), afterLeavingMs)
    return () => clearTimeout(timer)
  }, [inside])
  const handlers = {
    onPointerEnter: () => setInside(true),
    onPointerLeave: () => setInside(false),
    onFocus: () => setInside(true),
    onBlur: () => setInside(false),
  }
  return { holding, handlers }
}

/** The lane as it stood when the hand came, until the hand leaves or `resort` is called. */
export function useHeldOrder<E extends { id: string }>(
  lane: readonly E[],
  all: ReadonlyMap<string, E>,
  holding: boolean,
) {
  const [frozen, setFrozen] = useState<readonly string[] | null>(null)
  if (holding && frozen === null) setFrozen(lane.map((each) => each.id))
  if (!holding && frozen !== null) setFrozen(null)
  const { order, fresh } = frozen ? keptOrder(frozen, lane, all) : { order: lane, fresh: 0 }
  return { order, fresh, resort: () => setFrozen(lane.map((each) => each.id)) }
}
