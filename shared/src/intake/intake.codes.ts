import { z } from 'zod'

/** How a contact reached 119. `written`, `walk_in` and `paper` are entered by hand. */
export const Channel = z.enum(['voice', 'sms', 'whatsapp', 'web_chat', 'written', 'walk_in', 'paper'])
export type Channel = z.infer<typeof Channel>

/** Channels on which one writes and is answered. */
export const TextChannel = z.enum(['sms', 'whatsapp', 'web_chat'])
export type TextChannel = z.infer<typeof TextChannel>

/** How somebody left the chat of the public page for good: in haste, or having said what they had to say. */
export const ChatLeaving = z.enum(['quick_exit', 'closed'])
export type ChatLeaving = z.infer<typeof ChatLeaving>

/** What came beside a text. */
export const AttachmentKind = z.enum(['image', 'video', 'audio', 'other'])
export type AttachmentKind = z.infer<typeof AttachmentKind>

/** What an attachment is by its own bytes, whatever anybody says of it. */
export const AttachmentType = z.enum([
  'jpeg',
  'png',
  'webp',
  'gif',
  'mp4',
  '3gp',
  'ogg',
  'mp3',
  'm4a',
  'wav',
  'pdf',
])
export type AttachmentType = z.infer<typeof AttachmentType>

/**
 * `coming` until the carrier has handed it over. `kept`: it may be shown. `closed`: it stands here, and nothing here
 * shows the like. `too_large`: it stays with the carrier.
 */
export const AttachmentState = z.enum(['coming', 'kept', 'closed', 'too_large', 'forgotten'])
export type AttachmentState = z.infer<typeof AttachmentState>

/** Nobody looks at what was sent without saying why. */
export const LookReason = z.enum(['danger_now', 'find_place', 'for_case', 'police_request'])
export type LookReason = z.infer<typeof LookReason>

/** Of the call itself; what becomes of the contact is the queue's and triage's to say. */
export const CallState = z.enum(['ringing', 'waiting', 'connecting', 'connected', 'ended'])
export type CallState = z.infer<typeof CallState>

/** Carrier's words for one of our messages, ranked: a later, lower rank never replaces a higher one. */
export const MessageStatus = z.enum([
  'received',
  'accepted',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
])
export type MessageStatus = z.infer<typeof MessageStatus>

/** Why a person asked to see a number that the work can be done without. */
export const ShowNumberReason = z.enum([
  'police_request',
  'call_from_other_phone',
  'verify_identity',
  'other',
])
export type ShowNumberReason = z.infer<typeof ShowNumberReason>

/** The voice on a recording says who reported, so whoever listens says why. */
export const HearReason = z.enum(['verify_facts', 'quality_review', 'complaint', 'authority_request'])
export type HearReason = z.infer<typeof HearReason>

export const PlacePrecision = z.enum(['exact', 'approximate', 'unit_only', 'moving'])
export type PlacePrecision = z.infer<typeof PlacePrecision>

/** Where something is, as every chapter after this one carries it. */
export const Place = z.object({
  /** SIRUTA code of the unit (UAT); the only part that stands in clear in the database. */
  unit: z.int().nullable(),
  /** SIRUTA code of the locality inside the unit. */
  locality: z.int().nullable(),
  address: z.string().max(300).default(''),
  landmark: z.string().max(300).default(''),
  access: z.string().max(500).default(''),
  precision: PlacePrecision,
})
export type Place = z.infer<typeof Place>

/**
 * What the networks vouch for (STIR): `A` the caller and the number, `B` the caller alone, `C` only where the call
 * entered; `failed` when the check did not hold, `none` when nobody vouched.
 */
export const Attestation = z.enum(['A', 'B', 'C', 'failed', 'none'])
export type Attestation = z.infer<typeof Attestation>

/** `network`: withheld by the caller, but the network knows it. */
export const CallerNumber = z.enum(['known', 'withheld', 'network'])
export type CallerNumber = z.infer<typeof CallerNumber>
