import { seconds } from '@veghe/shared/kernel/time.ts'
import type { Chapter } from '../platform/chapter.ts'
import { attachmentSweep } from './attachments.jobs.ts'
import { recordingSweeps, tendRecording } from './carrier-recordings.jobs.ts'
import { cellsOf } from './cells.ts'
import { withdraw } from './dialling.ts'
import { recordingWebhooks } from './recordings.webhooks.ts'
import { askAfter } from './telephony.catchUp.ts'
import { sendIntent } from './telephony.jobs.ts'
import { lookForMessages } from './voice-messages.jobs.ts'

export const telephonyChapter: Chapter = {
  name: 'telephony',
  jobs: [sendIntent, withdraw, tendRecording, lookForMessages],
  sweeps: [
    { name: 'telephony.askAfter', everyMs: seconds(20), run: askAfter },
    ...recordingSweeps,
    attachmentSweep,
  ],
  webhooks: recordingWebhooks,
  start: async ({ config }) => void cellsOf(config),
}
