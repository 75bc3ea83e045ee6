import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { Priority } from '@veghe/shared/triage/triage.codes.ts'
import type { Reaction } from '../platform/chapter.ts'
import type { Ctx, Fact } from '../platform/context.ts'
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
]
