import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { length } from '../../platform/time.ts'
import { longestWaits } from './lanes.ts'

type LaneHeadProps = {
  title: string
  count: number
  /** What waits here, for the longest wait of each channel. */
  waits?: readonly QueueEntry[]
  frozenAt: number | null
  aside?: string
}

export function LaneHead({ title, count, waits, frozenAt, aside }: LaneHeadProps) {
  return (
    <div className="flex min-h-9 items-center gap-2 pt-1 pr-4 pl-6 whitespace-nowrap">
      <h2 className="text-s">{title}</h2>
      <span className="font-strong text-ink-2">{count}</span>
      <span className="ml-auto truncate text-xs text-ink-3">
        {waits && waits.length > 0 && <Longest waits={waits} frozenAt={frozenAt} />}
        {aside}
      </span>
    </div>
  )
}

function Longest({ waits, frozenAt }: { waits: readonly QueueEntry[]; frozenAt: number | null }) {
  const t = useText()
  const now = useNow()
  return longestWaits(waits)
    .map(
      ([channel, since]) => `${t(`queue.channel.${channel}`)} ${length((frozenAt ?? now) - since.getTime())}`,
    )
    .join(' · ')
}
