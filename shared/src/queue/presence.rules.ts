import { seconds } from '../kernel/time.ts'

/** A message can wait for the person who read it; a child on the line cannot. */
export const absentMs = { live: seconds(3), message: seconds(20) } as const
/** Silence without a closed socket may be our own fault (a process killed, a link cut): it is believed later. */
const silentMs = seconds(20)
/** After Redis lost or could not tell who is there, everybody gets this long to be heard of again. */
export const graceMs = seconds(20)
/** Every screen that is there has said so several times by now. */
const heardWithinMs = seconds(4)

/** What is known of a holder's screens. */
export type Screens = {
  /** The last heartbeat of any screen still connected; null when none is. */
  heardAt: Date | null
  /** When the last socket closed; null when none ever did. */
  leftAt: Date | null
}

/**
 * Whether the holder's screens have been gone for so long that the contact goes back to the queue. `hearingSince`: from
 * when on whoever is there has been heard. A socket that closed is certain as soon as any other screen would have
 * spoken; silence alone is not.
 */
export function isAbandonedByScreen(
  held: { live: boolean; heldSince: Date },
  screens: Screens,
  { now, hearingSince }: { now: Date; hearingSince: Date },
): boolean {
  const heardFor = now.getTime() - hearingSince.getTime()
  const isSilentOnly = screens.heardAt !== null || screens.leftAt === null
  if (heardFor < (isSilentOnly ? graceMs : heardWithinMs)) return false
  const goneFor = (since: Date) => now.getTime() - Math.max(since.getTime(), held.heldSince.getTime())
  if (screens.heardAt) return goneFor(screens.heardAt) >= silentMs
  if (!screens.leftAt) return goneFor(held.heldSince) >= silentMs
  return goneFor(screens.leftAt) >= (held.live ? absentMs.live : absentMs.message)
}
