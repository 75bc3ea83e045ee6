import { z } from 'zod'

/** The same question in words for a grown-up, or in shorter ones for a child. */
export const Wording = z.enum(['adult', 'child'])
export type Wording = z.infer<typeof Wording>

/** How the questions reach whoever cannot speak: said on the telephone, shown where they call from, or as texts. */
export const InterviewWay = z.enum(['phone', 'browser', 'text'])
export type InterviewWay = z.infer<typeof InterviewWay>

/** What the caller may say without a voice. */
export const KeyMeaning = z.enum(['yes', 'no', 'unknown'])
export type KeyMeaning = z.infer<typeof KeyMeaning>

/** The keys in the order in which they are named to the caller. */
export const answerKeys = { '1': 'yes', '2': 'no', '3': 'unknown' } as const satisfies Record<
  string,
  KeyMeaning
>

/** `complete`: nothing more to ask. `left`: the contact went out of the operator's hands. `not_moved`: the network refused. */
export const InterviewEnding = z.enum(['complete', 'stopped', 'hung_up', 'left', 'not_moved'])
export type InterviewEnding = z.infer<typeof InterviewEnding>
