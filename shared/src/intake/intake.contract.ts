import { z } from 'zod'
import { CaseState } from '../cases/cases.codes.ts'
import { Locale } from '../identity/identity.codes.ts'
import { command, push, query } from '../kernel/contract.ts'
import { CallBackId, CaseId, ContactId, MessageId, StaffId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { ConsultStage } from '../queue/queue.codes.ts'
import { PassReason } from '../queue/safe-contact.codes.ts'
import { SupervisorMode, Voice } from '../telephony/telephony.codes.ts'
import { Wording } from '../triage/interview.codes.ts'
import { Priority, QueueClass } from '../triage/triage.codes.ts'
import { Attachment } from './attachments.contract.ts'
import {
  AttachmentType,
  Attestation,
  CallerNumber,
  CallState,
  Channel,
  ChatLeaving,
  HearReason,
  LookReason,
  MessageStatus,
  Place,
  ShowNumberReason,
  TextChannel,
} from './intake.codes.ts'

/** A danger word found in a text: adds head start and a reason, sets no class, and never falls. */
export const Hint = z.object({
  raiseTo: z.enum(['P0', 'P1', 'P2']),
  category: z.string().max(4),
  /** The words as they were written. */
  words: z.string().max(80),
})
export type Hint = z.infer<typeof Hint>

export const ThreadMessage = z.object({
  id: MessageId,
  direction: z.enum(['in', 'out']),
  /** Null for what was entered by hand. */
  channel: TextChannel.nullable(),
  text: z.string(),
  attachments: z.array(Attachment),
  at: Instant,
  status: MessageStatus,
  /** It asks for no more texts. */
  isOptOut: z.boolean(),
  /** Of one of ours that did not arrive: the carrier's number for why. */
  errorCode: z.string().nullable(),
  hint: Hint.nullable(),
})
export type ThreadMessage = z.infer<typeof ThreadMessage>

/** Fields of the reporting sheet by id (`intake-form.json`). Blank, `unknown` and `refused` are three answers. */
export const FormFields = z.record(
  z.string().max(40),
  z.union([z.string().max(8000), z.number(), z.boolean(), z.array(z.string().max(64)).max(40), z.null()]),
)
export type FormFields = z.infer<typeof FormFields>

export const EarlierContact = z.object({
  id: ContactId,
  channel: Channel,
  receivedAt: Instant,
  priority: z.string(),
  outcome: z.string().nullable(),
  caseId: CaseId.nullable(),
  caseNumber: z.string().nullable(),
})

/** Where the network says a call comes from: something to ask about, never the place itself. */
export const CallLocation = z.object({
  kind: z.enum(['cell', 'geo', 'trunk']),
  /** The cell or the trunk's region, as the network names it. */
  code: z.string().nullable(),
  point: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  radiusMetres: z.int().nullable(),
  at: Instant,
  /** Who measured. */
  source: z.enum(['network', 'handset']),
})
export type CallLocation = z.infer<typeof CallLocation>

export const CallOrigin = z.object({
  attestation: Attestation.nullable(),
  number: CallerNumber,
  location: CallLocation.extend({
    /** The unit whose centre is nearest. */
    place: z.object({ unit: z.int(), name: z.string() }).nullable(),
  }).nullable(),
})
export type CallOrigin = z.infer<typeof CallOrigin>

/** One contact whole, for the person who holds it. */
export const ContactView = z.object({
  id: ContactId,
  version: z.int(),
  channel: Channel,
  receivedAt: Instant,
  /** When it was typed in, for what did not come over the network. */
  enteredAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  /** When it goes to somebody else unless its holder writes back first. */
  returnsAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  outcome: z.string().nullable(),
  callerDigits: z.string().nullable(),
  numberWithheld: z.boolean(),
  callState: CallState.nullable(),
  callEndedAt: Instant.nullable(),
  /** The caller is heard in a room of ours: they call from a browser. */
  hasSound: z.boolean(),
  /** The caller is heard by way of the carrier. */
  isByTelephone: z.boolean(),
  /** It is in hand because somebody was called back. */
  isCallBack: z.boolean(),
  /** Whoever is on the line may not be who is thought: they were called, or they called the number that call-backs show. */
  isDiscreet: z.boolean(),
  /** What the network says of a call; null for what did not come by telephone. */
  origin: CallOrigin.nullable(),
  holder: z.object({ staffId: StaffId, name: z.string() }).nullable(),
  /** The colleague who was asked about this call, and how far that has come. */
  consult: z.object({ staffId: StaffId, name: z.string(), stage: ConsultStage }).nullable(),
  /** The caller was put aside: they hear the line and nobody hears them. */
  isAside: z.boolean(),
  /** Who listens to this call, and whether they are heard. */
  supervisor: z.object({ staffId: StaffId, name: z.string(), mode: SupervisorMode }).nullable(),
  /** Whether what is said is being kept: not before the caller knows; null when nothing of this contact was. */
  recording: z.enum(['untold', 'on', 'paused', 'kept']).nullable(),
  /** What they said after the tone while nobody could be reached, oldest first. */
  voiceMessages: z.array(z.object({ id: z.uuid(), seconds: z.int(), leftAt: Instant })),
  place: Place.nullable(),
  placeConfirmedAt: Instant.nullable(),
  hint: Hint.nullable(),
  messages: z.array(ThreadMessage),
  /** They asked for no more texts and have not written since: only a call can reach them. */
  hasOptedOut: z.boolean(),
  /** On what a reply goes out, and until when it may. */
  replyWay: z.object({ channel: TextChannel, until: Instant.nullable() }),
  /** The page of a web chat: since when it does not answer, and whether they left it for good. */
  webChat: z
    .object({ goneAt: Instant.nullable(), leftAt: Instant.nullable(), leaving: ChatLeaving.nullable() })
    .nullable(),
  heard: z.array(z.object({ id: z.uuid(), text: z.string(), at: Instant, by: z.string() })),
  form: FormFields,
  formSavedAt: Instant.nullable(),
  earlier: z.array(EarlierContact),
  caseId: CaseId.nullable(),
  caseNumber: z.string().nullable(),
})
export type ContactView = z.infer<typeof ContactView>

/** What a colleague who is asked about a call may read of it, for as long as they are asked. Never the number. */
export const Brief = z.object({
  id: ContactId,
  receivedAt: Instant,
  answeredAt: Instant.nullable(),
  callEndedAt: Instant.nullable(),
  hasSound: z.boolean(),
  isByTelephone: z.boolean(),
  isDiscreet: z.boolean(),
  isAside: z.boolean(),
  holder: z.object({ staffId: StaffId, name: z.string() }).nullable(),
  supervisor: z.object({ staffId: StaffId, name: z.string(), mode: SupervisorMode }).nullable(),
  stage: ConsultStage,
  queueClass: QueueClass,
  place: Place.nullable(),
  hint: Hint.nullable(),
  heard: z.array(z.object({ id: z.uuid(), text: z.string(), at: Instant, by: z.string() })),
})
export type Brief = z.infer<typeof Brief>

/** Another case that may be about the same child, with the reasons; never joined by itself. */
export const CaseSuggestion = z.object({
  caseId: CaseId,
  number: z.string(),
  priority: Priority,
  state: CaseState,
  place: z.string().nullable(),
  openedAt: Instant,
  because: z.array(z.enum(['same_number', 'same_unit', 'same_name', 'same_address'])),
})

export type CaseSuggestion = z.infer<typeof CaseSuggestion>

const Ok = z.object({ contactId: ContactId, version: z.int() })

const Sound = z.object({
  startedAt: Instant,
  format: z.enum(['ogg', 'wav']),
  tracks: z.array(z.object({ voice: Voice, sound: z.string(), sha256: z.string() })),
})

export const intakeApi = {
  'intake.contact': query({ input: z.object({ contactId: ContactId }), reply: ContactView }),
  /** For the colleague who is asked about a call, and only while they are; a fact. */
  'intake.brief': query({ input: z.object({ contactId: ContactId }), reply: Brief }),
  'intake.suggestCases': query({
    input: z.object({ contactId: ContactId }),
    reply: z.array(CaseSuggestion),
  }),
  /** A written, walk-in or paper report: its own time and the time of entry are both kept. */
  'intake.enter': command({
    input: z.object({
      channel: z.enum(['written', 'walk_in', 'paper']),
      receivedAt: Instant,
      text: z.string().trim().min(1).max(8000),
      number: z.string().max(32).optional(),
      reporter: z.string().max(200).optional(),
      place: Place.optional(),
      sheet: z.string().max(32).optional(),
    }),
    reply: Ok,
  }),
  /** Saved as it is typed. A key with `null` is blanked; keys not sent stay. */
  'intake.saveForm': command({ input: z.object({ contactId: ContactId, fields: FormFields }), reply: Ok }),
  /** One thing heard during the contact; its time is put on by the server unless it came from an offline screen. */
  'intake.noteHeard': command({
    input: z.object({
      contactId: ContactId,
      text: z.string().trim().min(1).max(2000),
      at: Instant.optional(),
    }),
    reply: Ok,
  }),
  /** T2. */
  'intake.confirmPlace': command({ input: z.object({ contactId: ContactId, place: Place }), reply: Ok }),
  'intake.reply': command({
    input: z.object({
      contactId: ContactId,
      text: z.string().trim().min(1).max(1600),
      /** Why somebody writes although the safe-contact card says not now. */
      past: PassReason.optional(),
    }),
    reply: Ok,
  }),
  'intake.hangUp': command({ input: z.object({ contactId: ContactId }), reply: Ok }),
  /** What was said, each voice on a track of its own, in base64; for a stated reason, and a fact. */
  'intake.recording': query({
    input: z.object({ contactId: ContactId, reason: HearReason }),
    reply: Sound,
  }),
  /** What somebody said after the tone, for whoever is to call them back or has them in hand; each hearing is a fact. */
  'intake.voiceMessage': query({
    input: z.object({ contactId: ContactId, recordingId: z.uuid() }),
    reply: Sound,
  }),
  /** What came beside a text, in base64; for a stated reason, and a fact. */
  'intake.attachment': query({
    input: z.object({ contactId: ContactId, attachmentId: z.uuid(), reason: LookReason }),
    reply: z.object({ type: AttachmentType, content: z.string(), sha256: z.string() }),
  }),
  /**
   * Puts yes/no questions to a caller who cannot speak, by telephone, on the page they call from, or by text; the
   * answers fill the triage. Started again while it runs, it goes on in the other language or wording.
   */
  'intake.startInterview': command({
    input: z.object({ contactId: ContactId, language: Locale, wording: Wording }),
    reply: Ok,
  }),
  /** The question once more, or on to the next without an answer. */
  'intake.askInterview': command({
    input: z.object({ contactId: ContactId, which: z.enum(['again', 'next']) }),
    reply: Ok,
  }),
  /** The caller comes back to the operator. */
  'intake.stopInterview': command({ input: z.object({ contactId: ContactId }), reply: Ok }),
  /**
   * Calls somebody back from one's own desk: the number is dialled once the desk has sound. Nobody sees it, and nothing
   * is said to whoever picks up but what the operator says.
   */
  'intake.dialCallBack': command({
    input: z.object({
      callBackId: CallBackId,
      version: z.int(),
      /** Why somebody calls although the card says not now. */
      past: PassReason.optional(),
    }),
    reply: z.object({ contactId: ContactId }),
  }),
  /** Opens the vault: the full number, for a stated reason, and a fact. */
  'intake.showNumber': command({
    input: z.object({
      contactId: ContactId,
      reason: ShowNumberReason,
      /** Why somebody is about to call although the card says not now. */
      past: PassReason.optional(),
    }),
    reply: z.object({ number: z.string() }),
  }),
}

export const intakePushes = {
  /** The contact one holds moved on: ask again. Carries no text. */
  'contact.changed': push({
    heardBy: 'intake.contact',
    body: z.object({ id: ContactId, version: z.int() }),
  }),
}
