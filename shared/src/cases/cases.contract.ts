import { z } from 'zod'
import { FactBody, FactKind } from '../audit/facts.codes.ts'
import { SafeHow } from '../dispatch/dispatch.codes.ts'
import { Channel, Place } from '../intake/intake.codes.ts'
import { command, push, query } from '../kernel/contract.ts'
import { CaseId, ContactId, DispatchId, PersonId, TeamId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Priority } from '../triage/triage.codes.ts'
import { CaseOutcome, CaseState, ClosingGap, NoteKind, PersonRole, SeenBy } from './cases.codes.ts'

export const CaseEntry = z.object({
  id: CaseId,
  version: z.int(),
  /** `2026-CJ-0412`: the number people say on the phone. */
  number: z.string(),
  state: CaseState,
  priority: Priority,
  place: z.string().nullable(),
  openedAt: Instant,
  openedBy: z.string(),
  children: z.int(),
  contacts: z.int(),
  /** The furthest step its running dispatch has reached; null while none was sent. */
  dispatchStep: z.string().nullable(),
  changedAt: Instant,
})
export type CaseEntry = z.infer<typeof CaseEntry>

export const CasePerson = z.object({
  id: PersonId,
  role: PersonRole,
  name: z.string(),
  ageYears: z.number().nullable(),
  ageGuessed: z.boolean(),
  sex: z.enum(['f', 'm', 'unknown']),
  atRisk: z.boolean(),
  seenAt: Instant.nullable(),
  seenBy: SeenBy.nullable(),
  safeAt: Instant.nullable(),
  safeHow: SafeHow.nullable(),
  note: z.string(),
})
export type CasePerson = z.infer<typeof CasePerson>

/** A line of the timeline: a fact, told by its kind and codes. The timeline is a query, not a second list. */
export const TimelineFact = z.object({
  id: z.uuid(),
  kind: FactKind,
  at: Instant,
  recordedAt: Instant,
  by: z.string().nullable(),
  contactId: ContactId.nullable(),
  dispatchId: DispatchId.nullable(),
  body: FactBody,
})
export type TimelineFact = z.infer<typeof TimelineFact>

export const CaseView = z.object({
  id: CaseId,
  version: z.int(),
  number: z.string(),
  state: CaseState,
  priority: Priority,
  place: Place.nullable(),
  placeName: z.string().nullable(),
  openedAt: Instant,
  openedBy: z.string(),
  closedAt: Instant.nullable(),
  outcome: CaseOutcome.nullable(),
  nextBody: z.string().nullable(),
  persons: z.array(CasePerson),
  contacts: z.array(
    z.object({ id: ContactId, channel: Channel, receivedAt: Instant, callerDigits: z.string().nullable() }),
  ),
  dispatches: z.array(
    z.object({
      id: DispatchId,
      teamName: z.string(),
      step: z.string(),
      sentAt: Instant,
      endedAt: Instant.nullable(),
    }),
  ),
  notes: z.array(z.object({ id: z.uuid(), kind: NoteKind, text: z.string(), at: Instant, by: z.string() })),
  calls112: z.array(z.object({ at: Instant, reference: z.string(), by: z.string() })),
  timeline: z.array(TimelineFact),
  gaps: z.array(ClosingGap),
  /** A closing that waits for a second person. */
  closingProposed: z.object({ outcome: CaseOutcome, by: z.string(), at: Instant }).nullable(),
})
export type CaseView = z.infer<typeof CaseView>

const Moved = z.object({ caseId: CaseId, version: z.int() })
const PersonFields = {
  role: PersonRole,
  name: z.string().max(200).default(''),
  ageYears: z.number().min(0).max(120).nullable().default(null),
  ageGuessed: z.boolean().default(false),
  sex: z.enum(['f', 'm', 'unknown']).default('unknown'),
  atRisk: z.boolean().default(false),
  note: z.string().max(1000).default(''),
}

export const casesApi = {
  'cases.board': query({ input: z.object({}), reply: z.array(CaseEntry) }),
  'cases.view': query({ input: z.object({ caseId: CaseId }), reply: CaseView }),
  'cases.open': command({
    input: z.object({ contactId: ContactId }),
    reply: z.object({ caseId: CaseId, number: z.string(), version: z.int() }),
  }),
  'cases.link': command({ input: z.object({ contactId: ContactId, caseId: CaseId }), reply: Moved }),
  'cases.addPerson': command({
    input: z.object({ caseId: CaseId, ...PersonFields }),
    reply: z.object({ personId: PersonId, version: z.int() }),
  }),
  /**
   * `seen` and `safe` are for a child that somebody else than a sent team saw or took in. The first report stands:
   * a child once seen is not unseen.
   */
  'cases.changePerson': command({
    input: z.object({
      caseId: CaseId,
      personId: PersonId,
      version: z.int(),
      ...PersonFields,
      seen: z.object({ at: Instant, by: SeenBy }).optional(),
      safe: z.object({ at: Instant, how: SafeHow }).optional(),
    }),
    reply: Moved,
  }),
  'cases.note': command({
    input: z.object({ caseId: CaseId, kind: NoteKind, text: z.string().trim().min(1).max(4000) }),
    reply: Moved,
  }),
  'cases.confirmPlace': command({ input: z.object({ caseId: CaseId, place: Place }), reply: Moved }),
  'cases.raisePriority': command({ input: z.object({ caseId: CaseId, priority: Priority }), reply: Moved }),
  /** "112 called at …, no. …". Help never waits: no version. */
  'cases.called112': command({
    input: z
      .object({
        contactId: ContactId.optional(),
        caseId: CaseId.optional(),
        at: Instant,
        reference: z.string().trim().max(32).default(''),
      })
      .refine((v) => v.contactId || v.caseId, { message: 'contact_or_case' }),
    reply: z.object({ recorded: z.literal(true) }),
  }),
  /**
   * The fast track: sends a team for a contact or a case. Opens the case if the contact has none and raises it
   * to at least P1. Never refused for an empty form.
   */
  'cases.sendTeam': command({
    input: z
      .object({
        contactId: ContactId.optional(),
        caseId: CaseId.optional(),
        teamId: TeamId.optional(),
        priority: Priority.optional(),
        place: Place.optional(),
        note: z.string().max(1000).default(''),
        called112: z.boolean().default(false),
      })
      .refine((v) => v.contactId || v.caseId, { message: 'contact_or_case' }),
    reply: z.object({ caseId: CaseId, number: z.string(), dispatchId: DispatchId }),
  }),
  /** Closes when nothing stands against it; `unfounded` may need a second person and is then a proposal. */
  'cases.close': command({
    input: z.object({
      caseId: CaseId,
      version: z.int(),
      outcome: CaseOutcome,
      nextBody: z.string().trim().min(1).max(200),
    }),
    reply: z.object({ caseId: CaseId, version: z.int(), state: z.enum(['closed', 'proposed']) }),
  }),
  /** By another person than the one who proposed it. */
  'cases.confirmClose': command({ input: z.object({ caseId: CaseId, version: z.int() }), reply: Moved }),
}

export const casesPushes = {
  'case.changed': push({ heardBy: 'cases.board', body: CaseEntry }),
  'caseView.changed': push({ heardBy: 'cases.view', body: z.object({ id: CaseId, version: z.int() }) }),
}
