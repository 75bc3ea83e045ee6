import { z } from 'zod'
import { Place } from '../intake/intake.codes.ts'
import { command, push, query } from '../kernel/contract.ts'
import { CaseId, DispatchId, PersonId, TeamId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Priority } from '../triage/triage.codes.ts'
import { CancelReason, DispatchStep, ReportedStep, SafeHow, TeamStatus } from './dispatch.codes.ts'

export const DispatchEntry = z.object({
  id: DispatchId,
  version: z.int(),
  caseId: CaseId,
  caseNumber: z.string(),
  priority: Priority,
  place: z.string().nullable(),
  /** Null while nobody is on call: then the duty officer's phone rings. */
  teamId: TeamId.nullable(),
  teamName: z.string(),
  step: DispatchStep,
  /** T0 of the contact it began with: one clock from ring to safe child. */
  receivedAt: Instant.nullable(),
  sentAt: Instant,
  acknowledgedAt: Instant.nullable(),
  enRouteAt: Instant.nullable(),
  onSceneAt: Instant.nullable(),
  childSeenAt: Instant.nullable(),
  childSafeAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  called112At: Instant.nullable(),
  sos: z.boolean(),
  changedAt: Instant,
})
export type DispatchEntry = z.infer<typeof DispatchEntry>

/** What the team on the road sees: all it needs and no reporter. */
export const FieldDispatch = DispatchEntry.extend({
  address: Place.nullable(),
  note: z.string(),
  children: z.array(
    z.object({ id: PersonId, name: z.string(), ageYears: z.number().nullable(), safeAt: Instant.nullable() }),
  ),
  dangers: z.array(
    z.object({ id: z.string(), text: z.object({ ro: z.string(), en: z.string(), hu: z.string() }) }),
  ),
  teamStatus: TeamStatus,
})
export type FieldDispatch = z.infer<typeof FieldDispatch>

const Moved = z.object({ dispatchId: DispatchId, version: z.int() })
/** `at` is the phone's own time: a step taken without signal is replayed later. */
const Reported = { dispatchId: DispatchId, at: Instant.optional() }

export const dispatchApi = {
  'dispatch.board': query({ input: z.object({}), reply: z.array(DispatchEntry) }),
  'dispatch.mine': query({ input: z.object({}), reply: z.array(FieldDispatch) }),
  'dispatch.reassign': command({
    input: z.object({ dispatchId: DispatchId, version: z.int(), teamId: TeamId }),
    reply: Moved,
  }),
  'dispatch.cancel': command({
    input: z.object({ dispatchId: DispatchId, version: z.int(), reason: CancelReason }),
    reply: Moved,
  }),
  'dispatch.report': command({ input: z.object({ ...Reported, step: ReportedStep }), reply: Moved }),
  /** T9: its own action, for one child or for all at risk. */
  'dispatch.childSafe': command({
    input: z.object({ ...Reported, personId: PersonId.optional(), how: SafeHow }),
    reply: Moved,
  }),
  'dispatch.sos': command({
    input: z.object({ dispatchId: DispatchId.optional(), at: Instant.optional() }),
    reply: z.object({ raised: z.literal(true) }),
  }),
}

export const dispatchPushes = {
  'dispatch.changed': push({ heardBy: 'dispatch.board', body: DispatchEntry }),
  'myDispatch.changed': push({
    heardBy: 'dispatch.mine',
    body: z.object({ id: DispatchId, version: z.int() }),
  }),
}
