import { useEffect } from 'react'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useMe } from '../platform/session.tsx'
import { play } from '../platform/sound.ts'

const againMs = 4_000

/** A waiting call rings softly at a free desk: it is work, not an alarm. Silent while one holds a contact. */
export function useRing(isBusy: boolean): void {
  const me = useMe()
  const { entries } = useBoard(boards.queue)
  const { entries: operators } = useBoard(boards.operators)
  const isFree = operators.some((each) => each.id === me.staffId && each.status === 'available')
  const calls = entries.some((entry) => entry.state === 'waiting' && entry.live && entry.channel === 'voice')
  const rings = isFree && !isBusy && calls
  useEffect(() => {
    if (!rings) return
    play('ring')
    const timer = setInterval(() => play('ring'), againMs)
    return () => clearInterval(timer)
  }, [rings])
}
