import { z } from 'zod'
import { Locale } from '../identity/identity.codes.ts'
import { ContactId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { InterviewEnding, InterviewWay, KeyMeaning, Wording } from './interview.codes.ts'

const Label = z.object({ ro: z.string(), en: z.string(), hu: z.string() })

export const AskedQuestion = z.object({
  /** Counts the questions of a contact: by it a key that comes late is known for what it answers. */
  turn: z.int(),
  question: z.string(),
  /** As it was asked, in each of the languages. */
  said: Label,
  askedAt: Instant,
  meaning: KeyMeaning.nullable(),
  pressedAt: Instant.nullable(),
  /** What the key filled in the triage answers. */
  filled: z.object({ question: z.string(), value: z.string() }).nullable(),
  /** Words agreed on by this answer. */
  cover: Label.nullable(),
})
export type AskedQuestion = z.infer<typeof AskedQuestion>

/** The yes/no questions put to a caller who cannot speak, and what the keys said. Its id is the contact's. */
export const Interview = z.object({
  id: ContactId,
  version: z.int(),
  state: z.enum(['asking', 'ended']),
  ending: InterviewEnding.nullable(),
  way: InterviewWay,
  language: Locale,
  wording: Wording,
  /** The turn that is asked now, the last one once it is over. */
  turn: z.int(),
  asked: z.array(AskedQuestion),
  /** How often in a row nobody pressed anything. */
  silences: z.int(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
})
export type Interview = z.infer<typeof Interview>
