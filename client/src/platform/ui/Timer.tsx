import { useNow } from '../clock.ts'
import { length } from '../time.ts'
import { classes } from './classes.ts'

type TimerProps = {
  since: Date
  /** Stands still here: the end of what is counted, or the last instant the screen knew of. */
  until?: Date | number | null
  className?: string
}

/** A running length in a slot that does not move what stands beside it. Ticks with the one shared clock. */
export function Timer({ since, until, className }: TimerProps) {
  return until === null || until === undefined ? (
    <Running since={since} className={className} />
  ) : (
    <Slot ms={Number(until) - since.getTime()} className={className} />
  )
}

function Running({ since, className }: { since: Date; className: string | undefined }) {
  return <Slot ms={useNow() - since.getTime()} className={className} />
}

function Slot({ ms, className }: { ms: number; className: string | undefined }) {
  return (
    <span role="timer" className={classes('slot-time inline-block', className)}>
      {length(ms)}
    </span>
  )
}
