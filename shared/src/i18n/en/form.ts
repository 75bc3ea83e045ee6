import type { Translated } from '../catalogue.ts'
import type { form as source } from '../ro/form.ts'

export const form: Translated<typeof source> = {
  title: 'Form',
  filled: '{filled} of {all}',
  refused: 'Will not say',
  vault: 'for 119 only, on no printout',
  receivedAt: 'When it came',
  receivedAtHint: 'The time on the report; the time of entry is put on by itself.',
  notYet: 'The time lies in the future.',
  notMoment: 'Write the day and the time: 22.11.2026 14:30',
  page: 'Number of the sheet',
  pageHint: 'from the paper sheet',
  words: 'What the report says',
  wordsHint: 'Its own words, no opinions.',
  reporter: 'Who reports',
  number: 'Phone',
  enter: 'Put in the queue',
  enterHint: 'It takes its turn like any contact.',
  entered: 'The report is in the queue.',
}
