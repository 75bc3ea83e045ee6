import { minutes, seconds } from '../kernel/time.ts'

// Proposals, each to be confirmed against the institution's own written procedure.

/** How long a text may wait for an answer in somebody's hands before somebody else is asked for it. */
export const answerWithinMs = minutes(5)

/** How long before that its holder is warned. */
export const warnedForMs = minutes(1)

/** How long a colleague may leave a question about a live call unanswered before the holder asks somebody else. */
export const askedForMs = seconds(30)

/** How long a desk may take to have sound in a call it has taken. */
export const soundWithinMs = seconds(10)

/** How long the network may take to say whether a person or a machine picked up. */
export const verdictWithinMs = seconds(8)
