import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { InterviewEnding } from '@veghe/shared/triage/interview.codes.ts'
import { Priority } from '@veghe/shared/triage/triage.codes.ts'
import type { Reaction } from '../platform/chapter.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import * as interview from './interview.ts'
import * as triage from './triage.ts'

const caseKnown = async (ctx: Ctx, { contactId }: Fact): Promise<void> => {
  if (contactId) await triage.caseKnown(ctx, contactId)
}

const learns: readonly FactKind[] = [
  'triage.answered',
  'triage.proposed',
  'triage.loweringRefused',
  'cases.priorityRaised',
]

/** Nobody can be asked any more, or whoever asked is not there to see the answer. */
const interviewEnds = (on: FactKind, ending: Exclude<InterviewEnding, 'complete'>): Reaction => ({
  on,
  records: ['triage.interviewStopped'],
  run: async (ctx, { contactId }) => {
    if (contactId) await interview.stop(ctx, contactId, ending)
  },
})

/** What cases report back. A raised case names the contact only when a person raised it from there. */
export const triageReactions: readonly Reaction[] = [
  { on: 'cases.opened', records: learns, run: caseKnown },
  { on: 'cases.linked', records: learns, run: caseKnown },
  {
    on: 'cases.priorityRaised',
    records: ['triage.prioritySet', 'triage.loweringRefused'],
    run: async (ctx, { contactId, body }) => {
      if (contactId) await triage.followCase(ctx, contactId, Priority.parse(body?.priority))
    },
  },
  interviewEnds('intake.callEnded', 'hung_up'),
  interviewEnds('queue.callBackCallEnded', 'hung_up'),
  interviewEnds('intake.closed', 'left'),
  interviewEnds('queue.released', 'left'),
  interviewEnds('queue.returned', 'left'),
]
