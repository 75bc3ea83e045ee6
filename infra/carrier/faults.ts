import { z } from 'zod'

const count = z.int().min(0)

/** What can be made to go wrong on the network itself. A fault that is a count wears off by striking. */
export const Faults = z.strictObject({
  /** This many of the next attempts never reach the product. */
  failWebhooks: count,
  /** Every webhook leaves this much later, in milliseconds. */
  delayMs: count,
  /** Every webhook leaves up to this much later still, each by chance, so that they overtake one another. */
  shuffleMs: count,
  /** This many of the next webhooks are sent twice. */
  doubleWebhooks: count,
  /** This many of the next calls to be parked find the parking place full. */
  fullQueues: count,
  /** This many of the next REST requests are refused. */
  failRest: count,
  failRestWith: z.literal([429, 500, 503]),
  /** This many of the next REST requests are left without an answer, and nothing comes of them. */
  stallRest: count,
  /** This many of the next REST requests are carried out, and their answer is lost. */
  muteRest: count,
  /** This many of the next lists of recordings have none yet. */
  lateLists: count,
  /** This many of the next looks at a recording's sound, or at what came beside a text, find that it is not there yet. */
  lateMedia: count,
  /** This many of the next of these are something else. */
  garbledMedia: count,
  /** This many of the next of these stop in the middle, and their line stays open. */
  stallMedia: count,
  /** Phones that no text reaches. */
  unreachable: z.array(z.string()),
})
export type Faults = z.infer<typeof Faults>

export const FaultChange = Faults.partial()
export type FaultChange = z.infer<typeof FaultChange>

export const noFaults = (): Faults => ({
  failWebhooks: 0,
  delayMs: 0,
  shuffleMs: 0,
  doubleWebhooks: 0,
  fullQueues: 0,
  failRest: 0,
  failRestWith: 503,
  stallRest: 0,
  muteRest: 0,
  lateLists: 0,
  lateMedia: 0,
  garbledMedia: 0,
  stallMedia: 0,
  unreachable: [],
})

type Counted = Exclude<keyof Faults, 'delayMs' | 'shuffleMs' | 'failRestWith' | 'unreachable'>

/** Whether this one is struck. */
export function strikes(faults: Faults, fault: Counted): boolean {
  if (faults[fault] === 0) return false
  faults[fault] -= 1
  return true
}
