import { z } from 'zod'
import { command, push, query } from '../kernel/contract.ts'
import { AssessmentId, ContactId, StaffId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Categories } from './categories.ts'
import { Interview } from './interview.contract.ts'
import { Protocol } from './protocol.ts'
import { LoweringReason, OneKeyDisposition, Outcome, Priority, QueueClass } from './triage.codes.ts'

/** Answers by question id; a multiple question holds a list. A missing key was not asked, `unknown` was. */
export const AnswerValue = z.union([z.string().max(64), z.number(), z.array(z.string().max(64)).max(40)])
export const Answers = z.record(z.string().max(64), AnswerValue)
export type Answers = z.infer<typeof Answers>

const Label = z.object({ ro: z.string(), en: z.string(), hu: z.string() })

/** A rule, raiser or category floor that holds of the answers, with the class it stands for. */
const Reason = z.object({ id: z.string(), text: Label, class: Priority })

export const Lowering = z.object({
  kind: z.enum(['lowering', 'disposition', 'unfounded']),
  from: QueueClass,
  /** The same class for `unfounded`: that closes the contact and leaves its class as it was. */
  to: Priority,
  /** A reason for lowering, the disposition or `unfounded`, by kind. */
  reason: z.string(),
  proposedBy: z.object({ staffId: StaffId, name: z.string() }),
  proposedAt: Instant,
})

export const Assessment = z.object({
  id: AssessmentId,
  version: z.int(),
  contactId: ContactId,
  state: z.enum(['open', 'ended']),
  /** The version it began with, and on which it ends. */
  protocolVersion: z.int(),
  answers: Answers,
  /** What the rules say of these answers now. */
  proposed: Priority,
  /** The most severe class ever in force: the software never goes below it. */
  inForce: QueueClass,
  /** Set by a person (T3), with the instant. */
  setByPerson: z.object({ priority: Priority, at: Instant, name: z.string() }).nullable(),
  reasons: z.array(Reason),
  /** The reasons that decide the class, for "because". */
  deciding: z.array(z.string()),
  /** Classes that one further answer would reach, the worst first. */
  couldBecome: z.array(
    z.object({
      class: Priority,
      because: z.array(z.object({ question: z.string(), value: z.union([z.string(), z.number()]) })),
    }),
  ),
  nextQuestion: z.string().nullable(),
  pending: Lowering.nullable(),
})
export type Assessment = z.infer<typeof Assessment>

/** A lowering, a non-case disposition or "unfounded" that waits for a second person. */
export const Proposal = z.object({
  id: ContactId,
  version: z.int(),
  state: z.enum(['open', 'confirmed', 'refused', 'withdrawn']),
  lowering: Lowering,
  place: z.string().nullable(),
  channel: z.string(),
  callerDigits: z.string().nullable(),
  /** Why the class in force stands. */
  reasons: z.array(Reason),
  changedAt: Instant,
})
export type Proposal = z.infer<typeof Proposal>

export const SecondLook = z.object({
  id: ContactId,
  version: z.int(),
  state: z.enum(['open', 'agreed', 'reopened']),
  disposition: OneKeyDisposition,
  closedBy: z.string(),
  closedAt: Instant,
  /** The end of the shift in which it was closed. */
  dueAt: Instant,
  callerDigits: z.string().nullable(),
  channel: z.string(),
  changedAt: Instant,
})
export type SecondLook = z.infer<typeof SecondLook>

export const triageApi = {
  /** The version in force, or the one that a contact began with. */
  'triage.protocol': query({
    input: z.object({ version: z.int().positive().optional() }),
    reply: Protocol,
  }),
  /** The code list of harm that belongs to that version of the protocol. */
  'triage.categories': query({
    input: z.object({ version: z.int().positive().optional() }),
    reply: Categories,
  }),
  'triage.assessment': query({ input: z.object({ contactId: ContactId }), reply: Assessment }),
  /** `null` takes an answer back. Live: one call per answer, no version needed (one's own form). */
  'triage.answer': command({
    input: z.object({ contactId: ContactId, answers: z.record(z.string().max(64), AnswerValue.nullable()) }),
    reply: Assessment,
  }),
  /** Raising is free; a less severe class becomes a proposal and the class in force stays. */
  'triage.setPriority': command({
    input: z.object({ contactId: ContactId, priority: Priority, reason: LoweringReason.optional() }),
    reply: Assessment,
  }),
  /** The yes/no questions of a contact, running or over; null where none were ever put. */
  'triage.interview': query({ input: z.object({ contactId: ContactId }), reply: Interview.nullable() }),
  'triage.proposals': query({ input: z.object({}), reply: z.array(Proposal) }),
  'triage.confirmLowering': command({
    input: z.object({ contactId: ContactId, version: z.int() }),
    reply: Proposal,
  }),
  'triage.refuseLowering': command({
    input: z.object({ contactId: ContactId, version: z.int(), note: z.string().max(500).optional() }),
    reply: Proposal,
  }),
  /** Closes a contact that is no case with one key; 10 s undo; enters the second-look list. */
  'triage.dispose': command({
    input: z.object({ contactId: ContactId, disposition: OneKeyDisposition }),
    reply: z.object({ state: z.enum(['closed', 'proposed']), undoUntil: Instant.nullable() }),
  }),
  'triage.undoDispose': command({
    input: z.object({ contactId: ContactId }),
    reply: z.object({ contactId: ContactId }),
  }),
  'triage.secondLooks': query({ input: z.object({}), reply: z.array(SecondLook) }),
  'triage.look': command({
    input: z.object({ contactId: ContactId, verdict: z.enum(['agreed', 'reopened']) }),
    reply: SecondLook,
  }),
  /** Ends one's work on a contact with a stated outcome. `case` needs a case opened or linked. */
  'triage.finish': command({
    input: z.object({ contactId: ContactId, outcome: Outcome, summary: z.string().max(4000).default('') }),
    reply: z.object({ state: z.enum(['closed', 'proposed']) }),
  }),
}

export const triagePushes = {
  'assessment.changed': push({ heardBy: 'triage.assessment', body: Assessment }),
  'interview.changed': push({ heardBy: 'triage.interview', body: Interview }),
  'proposal.changed': push({ heardBy: 'triage.proposals', body: Proposal }),
  'secondLook.changed': push({ heardBy: 'triage.secondLooks', body: SecondLook }),
}
