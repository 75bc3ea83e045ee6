import type { Reaction } from '../platform/chapter.ts'
import { acknowledged, movedOn } from './dispatch.ts'

/** What on-call reports back: somebody said yes, or the next team is being asked. */
export const dispatchReactions: readonly Reaction[] = [
  {
    on: 'oncall.acknowledged',
    records: ['dispatch.acknowledged', 'oncall.statusSet'],
    run: async (ctx, { dispatchId, teamId, at }) => {
      if (dispatchId && teamId) await acknowledged(ctx, dispatchId, { teamId, at })
    },
  },
  {
    on: 'oncall.escalated',
    records: ['dispatch.movedOn', 'oncall.statusSet'],
    run: async (ctx, { dispatchId, teamId }) => {
      if (dispatchId && teamId) await movedOn(ctx, dispatchId, teamId)
    },
  },
]
