import { z } from 'zod'
import { Channel } from '../intake/intake.codes.ts'
import { push, query } from '../kernel/contract.ts'
import { CaseId, ContactId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { QueueClass } from '../triage/triage.codes.ts'

/** T0 received to T10 closed; null where a step has not been reached or does not apply. */
export const Clock = z.tuple([
  Instant,
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
  Instant.nullable(),
])
export type Clock = z.infer<typeof Clock>

export const ContactTimes = z.object({
  id: ContactId,
  version: z.int(),
  channel: Channel,
  queueClass: QueueClass,
  caseId: CaseId.nullable(),
  caseNumber: z.string().nullable(),
  place: z.string().nullable(),
  clock: Clock,
  /** Steps whose time came from a phone that had been without signal. */
  replayed: z.array(z.int()),
  changedAt: Instant,
})
export type ContactTimes = z.infer<typeof ContactTimes>

export const phases = ['T0-T1', 'T1-T3', 'T3-T4', 'T4-T5', 'T5-T7', 'T0-T8', 'T0-T10'] as const
export const Phase = z.enum(phases)
export type Phase = z.infer<typeof Phase>

/** Under ten values there are no percentiles, only the values themselves. Milliseconds. */
export const PhaseFigure = z.object({
  phase: Phase,
  n: z.int(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  values: z.array(z.number()),
  targetMs: z.number().nullable(),
  withinTarget: z.int().nullable(),
})
export type PhaseFigure = z.infer<typeof PhaseFigure>

/** carrier's own count = waiting + in hand + answered + recovered + closed with reason + open with owner + lost. */
export const Ledger = z.object({
  from: Instant,
  to: Instant,
  /** Null while the carrier cannot be asked: then nothing is claimed. */
  carrierCount: z.int().nullable(),
  enteredByHand: z.int(),
  waiting: z.int(),
  inHand: z.int(),
  answered: z.int(),
  recovered: z.int(),
  closedWithReason: z.int(),
  openWithOwner: z.int(),
  lost: z.int().nullable(),
})
export type Ledger = z.infer<typeof Ledger>

const Period = z.object({ from: Instant.optional(), to: Instant.optional() })

export const reportingApi = {
  'reporting.times': query({ input: Period, reply: z.array(ContactTimes) }),
  'reporting.figures': query({
    input: Period.extend({ queueClass: QueueClass.optional() }),
    reply: z.array(PhaseFigure),
  }),
  'reporting.ledger': query({ input: Period, reply: Ledger }),
  /** County by county, figures only: for the national coordinator. */
  'reporting.counties': query({
    input: Period,
    reply: z.array(z.object({ county: z.string(), contacts: z.int(), figures: z.array(PhaseFigure) })),
  }),
}

export const reportingPushes = {
  'times.changed': push({ heardBy: 'reporting.times', body: ContactTimes }),
}
