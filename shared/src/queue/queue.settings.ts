import { minutes } from '../kernel/time.ts'

// Proposals, each to be confirmed against the institution's own written procedure.

/** How long a text may wait for an answer in somebody's hands before somebody else is asked for it. */
export const answerWithinMs = minutes(5)

/** How long before that its holder is warned. */
export const warnedForMs = minutes(1)
