/** The launcher began the clock; a command that is started directly begins its own. */
const startedAt = Number(process.env.VEGHE_STARTED_AT ?? Date.now())

/** What is being done, with the seconds since the command was typed. On stderr, so that output can be piped. */
export const say = (line: string): void =>
  console.error(`[veghe ${((Date.now() - startedAt) / 1000).toFixed(1)}s] ${line}`)
