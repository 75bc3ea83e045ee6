/** Where the time comes from. Tests hand in one that stands still until told to pass. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
