import { auditChapter } from './audit/audit.api.ts'
import { casesChapter } from './cases/cases.api.ts'
import { directoryChapter } from './directory/directory.api.ts'
import { dispatchChapter } from './dispatch/dispatch.api.ts'
import { intakeChapter } from './intake/intake.api.ts'
import { oncallChapter } from './oncall/oncall.api.ts'
import type { Chapter } from './platform/chapter.ts'
import { queueChapter } from './queue/queue.api.ts'
import { reportingChapter } from './reporting/reporting.api.ts'
import { telephonyChapter } from './telephony/telephony.api.ts'
import { triageChapter } from './triage/triage.api.ts'

/** Every chapter but identity, which opens a database pool of its own: in the order reactions run. */
export const chapters: readonly Chapter[] = [
  auditChapter,
  directoryChapter,
  telephonyChapter,
  intakeChapter,
  queueChapter,
  triageChapter,
  casesChapter,
  dispatchChapter,
  oncallChapter,
  reportingChapter,
]
