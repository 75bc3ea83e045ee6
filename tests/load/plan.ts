/** CLOCK_MONOTONIC in nanoseconds: the same clock in every process of a machine. */
export const nowNs = (): bigint => process.hrtime.bigint()

/** A window of contacts, each due at an instant fixed beforehand, whatever the server does. */
export type Plan = { startNs: string; rate: number; seconds: number }

export const dueNs = (plan: Plan, i: number): bigint =>
  BigInt(plan.startNs) + BigInt(Math.round((i * 1e9) / plan.rate))

export const countOf = (plan: Plan): number => plan.rate * plan.seconds

/** The last three digits say which contact a console shows: unique within a thousand neighbours. */
export const digitsOf = (i: number): string => String(i % 1000).padStart(3, '0')

/** Which contact of the plan these digits mean at this instant: the newest that was due. */
export function contactOf(plan: Plan, digits: string, atNs: bigint): number {
  const elapsed = Number(atNs - BigInt(plan.startNs)) / 1e9
  const newest = Math.min(countOf(plan) - 1, Math.floor(elapsed * plan.rate))
  const back = (((newest - Number(digits)) % 1000) + 1000) % 1000
  return newest - back
}
