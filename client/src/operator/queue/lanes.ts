import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'

/** The queue as an operator reads it. Waiting entries stand in the server's own order; nobody picks from them. */
export type Lanes = {
  /** P0 and P1 that wait: a lane of fixed height on top. */
  urgent: QueueEntry[]
  /** Everything else that waits. */
  waiting: QueueEntry[]
  /** Held by somebody, one's own first. */
  held: QueueEntry[]
}

const isUrgent = ({ queueClass }: QueueEntry): boolean => queueClass === 'P0' || queueClass === 'P1'

/** Lowest score is served first; ids decide between equals, so that every screen shows one order. */
const byScore = (a: QueueEntry, b: QueueEntry): number => a.score - b.score || a.id.localeCompare(b.id)

export function lanesOf(entries: readonly QueueEntry[], me: StaffId): Lanes {
  const waiting = entries.filter((entry) => entry.state === 'waiting').toSorted(byScore)
  const isMine = (entry: QueueEntry) => (entry.holder?.staffId === me ? 0 : 1)
  return {
    urgent: waiting.filter(isUrgent),
    waiting: waiting.filter((entry) => !isUrgent(entry)),
    held: entries
      .filter((entry) => entry.state === 'held')
      .toSorted((a, b) => isMine(a) - isMine(b) || byScore(a, b)),
  }
}

/** Who is served by the next F2, as far as this screen knows; the server decides. */
export const nextOf = ({ urgent, waiting }: Lanes): QueueEntry | undefined =>
  [...urgent, ...waiting].toSorted(byScore)[0]

/**
 * The order somebody is looking at: each row keeps its place, one that was taken meanwhile too, so that nothing moves under
 * the hand. `fresh` counts what a new sorting would bring.
 */
export function keptOrder<E extends { id: string }>(
  shown: readonly string[],
  lane: readonly E[],
  all: ReadonlyMap<string, E>,
): { order: E[]; fresh: number } {
  const known = new Set(shown)
  return {
    order: shown.flatMap((id) => all.get(id) ?? []),
    fresh: lane.filter((entry) => !known.has(entry.id)).length,
  }
}

/** The longest wait of each channel, for the head of the lane. */
export function longestWaits(entries: readonly QueueEntry[]): [QueueEntry['channel'], Date][] {
  const oldest = new Map<QueueEntry['channel'], Date>()
  for (const { channel, receivedAt } of entries) {
    const known = oldest.get(channel)
    if (!known || receivedAt < known) oldest.set(channel, receivedAt)
  }
  return [...oldest]
}
