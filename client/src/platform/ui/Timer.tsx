import { useNow } from '../clock.ts'
import { length, shortLength } from '../time.ts'
import { classes } from './classes.ts'

type TimerProps = {
  since: Date
  /** Stands still here: the end of what is counted, or the last instant the screen knew of. */
  until?: Date | number | null
  /** Drawn heavy and underlined once it has run this long. */
  overMs?: number
  /** Nobody vouches for it any more: hatched, as all old figures are. */
  isOld?: boolean
  /** In the fewest signs there are. */
  isShort?: boolean
  className?: string
}

/** A running length in a slot that does not move what stands beside it. Ticks with the one shared clock. */
export function Timer({ since, until, ...rest }: TimerProps) {
  return until === null || until === undefined ? (
    <Running since={since} {...rest} />
  ) : (
    <Slot ms={Number(until) - since.getTime()} {...rest} />
  )
}

type Rest = Pick<TimerProps, 'overMs' | 'isOld' | 'isShort' | 'className'>

function Running({ since, ...rest }: { since: Date } & Rest) {
  return <Slot ms={useNow() - since.getTime()} {...rest} />
}

function Slot({ ms, overMs, isOld, isShort, className }: { ms: number } & Rest) {
  const isOver = overMs !== undefined && ms > overMs
  return (
    <span
      role="timer"
      className={classes(
        'slot-time inline-block',
        isOver && 'font-heavy shadow-[0_3px_0_-1px_var(--ink)]',
        isOld && 'hatch-fine',
        className,
      )}
    >
      {isShort ? shortLength(ms) : length(ms)}
    </span>
  )
}
