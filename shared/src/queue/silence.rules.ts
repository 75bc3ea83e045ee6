import { TextChannel } from '../intake/intake.codes.ts'
import { after } from '../kernel/time.ts'
import type { QueueEntry } from './queue.contract.ts'

type Thread = Pick<QueueEntry, 'channel'> & { digits: string | null }

/** Whether a text of theirs waits for one of ours: whoever cannot be answered, or wants no texts, is not kept waiting. */
export const waitsForAnswer = ({ channel, digits }: Thread, { isOptOut }: { isOptOut: boolean }): boolean =>
  TextChannel.safeParse(channel).success && (digits !== null || channel === 'web_chat') && !isOptOut

/** When an unanswered text goes to somebody else: counted from when it came, or from when its holder took it. */
export function returnsAt(
  { waitingSince, heldSince }: { waitingSince: Date | null; heldSince: Date | null },
  withinMs: number,
): Date | null {
  if (!waitingSince || !heldSince) return null
  return after(waitingSince > heldSince ? waitingSince : heldSince, withinMs)
}
